"""Several processes that train one network together, each on a graphics card of its own (or on processor cores): who is
the first, who takes which rows, and what they agree on. A job of one process is a group of one, for which none of this costs
anything, and torch need not be there.

    group = werkbank_group.join(job)            # of the whole job; call it before the data is read
    places, share = group.part(len(chosen))     # this process's part of a batch, and how much its mean loss counts
    loss = mean_loss(learner(rows[places])) * share     # learner = group.learner(network) averages the slopes
    group.the_first_goes_on(job)                 # after the training: the others leave

The batch is the one that was asked for, divided among the processes: the network that comes out is that of one process, but
for the order in which numbers are added. What is drawn by chance for a batch is drawn for all of it, and then divided."""

import datetime
import os
import sys

REASONS = (None, "user", "time_limit", "signal")
TIMEOUT = datetime.timedelta(hours=1)       # one writes a large checkpoint and the others wait; who dies is noticed otherwise
BLOCK = 1 << 26                             # bytes that are brought together at once


class Group:
    def __init__(self, rank=0, size=1, device=None):
        self.rank, self.size, self._device = rank, size, device

    @property
    def first(self):
        return self.rank == 0

    @property
    def device(self):
        """Where this process computes."""
        import torch
        return self._device or torch.device("cuda" if torch.cuda.is_available() else "cpu")

    # -- what they agree on --

    def most(self, *numbers):
        """The highest of all processes, of each number."""
        if self.size == 1:
            return list(numbers)
        import torch
        together = torch.tensor(numbers, dtype=torch.float64, device=self.device)
        torch.distributed.all_reduce(together, torch.distributed.ReduceOp.MAX)
        return together.tolist()

    def sum(self, *numbers):
        """The sum over all processes, of each number."""
        if self.size == 1:
            return list(numbers)
        import torch
        together = torch.tensor(numbers, dtype=torch.float64, device=self.device)
        torch.distributed.all_reduce(together)
        return together.tolist()

    def first_says(self, flag):
        """What the first process thinks of it: for what depends on the time, which is another in each."""
        return bool(self.most(1 if flag and self.first else 0)[0])

    def wait(self):
        """Until all are here."""
        self.most(0)

    # -- dividing --

    def part(self, count):
        """(places of this process in a batch of so many, how much the mean loss of its rows counts): the mean over all
        processes of loss * share is the mean loss of the batch. Who has no row takes one that does not count, because all
        must take part."""
        places = list(range(self.rank, count, self.size))
        return (places, len(places) * self.size / count) if places else ([0], 0.0)

    def rows(self, count):
        """The rows of this process of so many that are only looked at, none of them twice."""
        return range(self.rank, count, self.size)

    def blocks(self, count, most):
        """The same, at most so many at once: equally many blocks in every process, of which some may be empty."""
        for begin in range(0, count, most * self.size):
            yield range(begin + self.rank, min(begin + most * self.size, count), self.size)

    def collect(self, own, count):
        """All rows, in their order, from the tensors that each process made of its rows(count); on the processor."""
        import torch
        own = own.cpu()
        if self.size == 1:
            return own
        whole = torch.zeros((count, *own.shape[1:]), dtype=own.dtype)
        whole[self.rank::self.size] = own
        step = max(1, BLOCK // max(1, whole[:1].numel() * whole.element_size()))
        for begin in range(0, count, step):
            block = whole[begin:begin + step].to(self.device)
            torch.distributed.all_reduce(block)
            whole[begin:begin + step] = block.cpu()
        return whole

    def collect_all(self, own, count):
        """The same for a list of anything small, such as texts."""
        if self.size == 1:
            return list(own)
        import torch
        lists, whole = [None] * self.size, [None] * count
        torch.distributed.all_gather_object(lists, list(own))
        for rank, some in enumerate(lists):
            whole[rank::self.size] = some
        return whole

    def from_first(self, value):
        """What the first process has of it: anything small."""
        if self.size == 1:
            return value
        import torch
        told = [value]
        torch.distributed.broadcast_object_list(told, 0, device=self.device)
        return told[0]

    def set_chance(self, *numbers):
        """What this process draws for this step by itself (which parts of the network rest): the same whether or not the
        job was stopped before, and another in each process. A group of one goes on drawing as it did."""
        if self.size > 1:
            import torch
            seed = self.rank
            for number in numbers:
                seed = (seed * 1_000_003 + int(number)) % 2**62
            torch.manual_seed(seed)

    # -- learning --

    def learner(self, network, all_used=True):
        """What is called in the place of the network to learn: slopes are averaged over the processes. The network itself
        stays what is saved and evaluated. all_used: whether each weight has its part in every answer."""
        if self.size == 1:
            return network
        import torch
        cards = [self.device] if self.device.type == "cuda" else None
        return torch.nn.parallel.DistributedDataParallel(network, device_ids=cards, find_unused_parameters=not all_used)

    def add_up(self, parameters):
        """The same for a network that is called as it is, several times before it moves: adds up the slopes of all. Each
        process then divides its loss by what the whole batch holds."""
        if self.size == 1:
            return
        import torch
        parameters, waiting = [one for one in parameters if one.requires_grad], []
        for one in parameters:
            if one.grad is None:
                one.grad = torch.zeros_like(one)
        for some in _blocks_of(parameters):
            flat = torch.cat([one.grad.flatten() for one in some])
            waiting.append((torch.distributed.all_reduce(flat, async_op=True), flat, some))
        for work, flat, some in waiting:
            work.wait()
            for one, slope in zip(some, flat.split([one.numel() for one in some])):
                one.grad.copy_(slope.view_as(one))

    def take_from_first(self, parameters):
        """So that all begin as the first does, whatever their software drew."""
        if self.size > 1:
            import torch
            for one in parameters:
                here = one.data.to(self.device)     # a network that is divided later lies in main memory yet
                torch.distributed.broadcast(here, 0)
                one.data.copy_(here)

    def same_averages(self, network):
        """The network, its batch norms made to average over the whole batch, where the hardware can."""
        import torch
        if self.size == 1 or self.device.type != "cuda":
            return network
        return torch.nn.SyncBatchNorm.convert_sync_batchnorm(network)

    def settle(self, network):
        """Before the network is looked at: what it keeps of the batches it saw (running averages) becomes the same in all."""
        if self.size == 1:
            return
        import torch
        for one in network.buffers():
            if one.is_floating_point():
                torch.distributed.all_reduce(one)
                one /= self.size

    # -- the end --

    def the_first_goes_on(self, job):
        """Tests, exports and reports are made once: the others leave here, and the first is alone from now on."""
        if self.size == 1:
            return
        import torch
        self.wait()
        torch.distributed.destroy_process_group()
        if not self.first:
            sys.exit(0)
        self.size = 1
        job.is_together = False


def _blocks_of(parameters):
    """The parameters in lists of one precision and about BLOCK bytes: a message for each alone would take long."""
    block, size = [], 0
    for one in parameters:
        if block and (size > BLOCK or one.grad.dtype != block[0].grad.dtype):
            yield block
            block, size = [], 0
        block.append(one)
        size += one.grad.numel() * one.grad.element_size()
    if block:
        yield block


def join(job, environment=os.environ):
    """The group that this process belongs to, by what torchrun has put into the environment."""
    if job.size == 1:
        return Group()
    import torch
    import torch.distributed
    local, cards = int(environment.get("LOCAL_RANK") or 0), torch.cuda.device_count()
    has_cards = torch.cuda.is_available() and cards > 0
    if has_cards and cards < int(environment.get("LOCAL_WORLD_SIZE") or 1):
        job.fail("too_few_cards", f"Deze taak kreeg minder grafische kaarten ({cards}) dan gevraagd. Start opnieuw; gebeurt het weer, meld het dan aan de helpdesk.",
                 f"This job was given fewer graphics cards ({cards}) than it asked for. Start again; if it happens again, report it to the help desk.")
    device = torch.device("cuda", local) if has_cards else torch.device("cpu")
    if has_cards:
        torch.cuda.set_device(device)
    torch.distributed.init_process_group("nccl" if has_cards and torch.distributed.is_nccl_available() else "gloo", timeout=TIMEOUT, **_meeting_place(job, environment))
    if job.rank > 0:            # of what all say in turn, once is enough; what goes wrong is still said by each
        sys.stdout = open(os.devnull, "w", encoding="utf-8")
    job.is_together = True
    return Group(job.rank, job.size, device)


def _meeting_place(job, environment):
    """Where the processes meet: torchrun's own store, which is only named where launch.py found that this PyTorch has no libuv."""
    if environment.get("USE_LIBUV") != "0":
        return {}
    import torch.distributed
    store = torch.distributed.TCPStore(environment["MASTER_ADDR"], int(environment["MASTER_PORT"]), job.size, False, TIMEOUT, use_libuv=False)
    return {"store": store, "rank": job.rank, "world_size": job.size}

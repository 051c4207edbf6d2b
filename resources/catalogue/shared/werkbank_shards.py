"""Weights divided over the processes of a group, each of which keeps a part of them, of their slopes and of what the optimizer
knows of them (FSDP, "fully sharded"). So all weights of a network can learn that does not fit in one graphics card. A layer is
brought together when it computes, and let go of behind that.

    if werkbank_shards.can_divide(group):
        shards = werkbank_shards.Shards(network, group)         # before the optimizer is made, of shards.parameters()
        network = shards.network                                # to be called in its place
    ...
    shards.back(loss)                       # slopes of all together, as group.add_up makes them of whole weights
    state = shards.whole_state()            # as network.state_dict() had it; of the first process, nothing in the others

Whatever computes, or asks for what is whole, is done equally often by all: each waits there for the parts of the others. What is
kept has the form that whole weights have, so that it can be gone on with by another number of processes, or by one."""

import torch

OLDEST = (2, 6)             # of PyTorch: with older versions this was never run


def software_can():
    """Whether this PyTorch can divide weights."""
    if tuple(map(int, torch.__version__.split(".")[:2])) < OLDEST:      # some of these break off when asked for it
        return False
    try:
        from torch.distributed.fsdp import FullyShardedDataParallel     # noqa: F401
    except ImportError:
        return False
    return True


def can_divide(group):
    """Whether there are several processes, and what brings their parts together works where they compute."""
    return group.size > 1 and software_can() and (group.device.type == "cpu" or torch.distributed.get_backend() == "nccl")


def lists_of_layers(network):
    """The lists of layers that follow one another, of whatever make; not the lists within those."""
    found, within = [], set()
    for one in network.modules():       # what holds another comes before it
        if isinstance(one, torch.nn.ModuleList) and one not in within:
            found.append(one)
            within.update(one.modules())
    return found


class Shards:
    """precision: what the weights are rounded to while a layer computes (torch.bfloat16), None to leave them as they are. The
    network should be the same in all. It may lie in main memory, and moves to where this process computes layer by layer."""

    def __init__(self, network, group, precision=None):
        from torch.distributed.fsdp import FullyShardedDataParallel, MixedPrecision
        self.group, self.size = group, sum(one.numel() for one in network.parameters())
        shapes, layers = {name: one.shape for name, one in network.named_parameters()}, []
        rounded = MixedPrecision(param_dtype=precision, reduce_dtype=torch.float32) if precision else None
        divided = lambda one: FullyShardedDataParallel(one, device_id=group.device, mixed_precision=rounded, use_orig_params=True)
        for some in lists_of_layers(network):
            for place, layer in enumerate(some):
                some[place] = divided(layer)
                layers.append(some[place])
        self.network = divided(network)
        self._named, self._shapes = dict(zip(shapes, self.network.parameters())), list(shapes.values())
        self._units = list(self._in_units(layers))
        # Whichever is brought together first takes itself for the whole network.
        with self.network.summon_full_params(self.network, recurse=False, writeback=False):
            pass
        # Of each weight every process has a piece, maybe of no number; one behind another they are the whole.
        sizes = [[one.numel() for one in self.parameters()]] * group.size
        torch.distributed.all_gather_object(sizes, sizes[0])
        self._begins = [sum(some[number] for some in sizes[:group.rank]) for number in range(len(self._named))]
        self._sizes = sizes[group.rank]

    def _in_units(self, layers):
        """(what is brought together at once, {name: weights} of it)"""
        names = {one: name for name, one in self._named.items()}
        for unit in layers:
            yield unit, {names.pop(one): one for one in unit.parameters()}
        yield self.network, {name: one for one, name in names.items()}

    def parameters(self):
        return list(self._named.values())

    def held(self):
        """How many numbers of the network this process keeps."""
        return sum(self._sizes)

    def back(self, loss):
        """Adds to the slopes those of the sum of what the processes find: by itself it takes their mean."""
        (loss * self.group.size).backward()

    def clip(self, longest):
        self.network.clip_grad_norm_(longest)

    # -- whole, and in parts again --

    def whole_state(self):
        """{name: weights} in main memory of the first process; None in the others."""
        found = {}
        for own in self._together(writeback=False):
            if self.group.first:
                found.update({name: one.detach().cpu().clone() for name, one in own.items()})
        return {name: found[name] for name in self._named} if self.group.first else None

    def put_back(self, state):
        """state: of the first process, what whole_state() gave or a network of whole weights has."""
        names = set(self.group.from_first(list(state) if self.group.first else None))
        if names != set(self._named):
            raise ValueError(f"a checkpoint with other layers: {sorted(names ^ set(self._named))[:3]}")
        for own in self._together(writeback=True):
            for name, one in own.items():
                one.copy_(self._of_first(state[name] if self.group.first else None, one.shape, one.dtype))

    def _together(self, writeback):
        """{name: weights}, whole, of a layer at a time; with `writeback` what is changed of them is kept."""
        for unit, own in self._units:
            with torch.no_grad(), self.network.summon_full_params(unit, recurse=False, writeback=writeback):
                yield own

    def whole_optimizer(self, optimizer):
        """What optimizer.state_dict() gives for whole weights, in the first process; None in the others."""
        kept = optimizer.state_dict()
        known = self._merged({number: {key: None if has_places(value) else value for key, value in of.items()} for number, of in kept["state"].items()})
        whole = {number: {key: self._whole(number, kept["state"], key) if value is None else value for key, value in of.items()} for number, of in known.items()}
        return {**kept, "state": whole} if self.group.first else None

    def put_back_optimizer(self, optimizer, state):
        """state: of the first process, what whole_optimizer() gave or the optimizer of whole weights has."""
        known = self.group.from_first({**state, "state": {number: {key: None if has_places(value) else value for key, value in of.items()}
                                                          for number, of in state["state"].items()}} if self.group.first else None)
        for number, of in known["state"].items():
            for key in [key for key, value in of.items() if value is None]:
                whole = self._of_first(state["state"][number][key] if self.group.first else None, self._shapes[number], torch.float32)
                of[key] = whole.flatten()[self._begins[number]:self._begins[number] + self._sizes[number]].clone()
        # Who has no number of a weight knows nothing of it either.
        optimizer.load_state_dict({**known, "state": {number: of for number, of in known["state"].items() if self._sizes[number]}})

    def _merged(self, known):
        """What any process knows, by weight."""
        told = [None] * self.group.size
        torch.distributed.all_gather_object(told, known)
        return {number: next(some[number] for some in told if number in some) for number in sorted(set().union(*told))}

    def _whole(self, number, state, key):
        whole = torch.zeros(self._shapes[number], device=self.group.device)
        if number in state:
            whole.view(-1)[self._begins[number]:self._begins[number] + self._sizes[number]] = state[number][key]
        torch.distributed.reduce(whole, 0)
        return whole.cpu() if self.group.first else None

    def _of_first(self, whole, shape, dtype):
        there = whole.to(self.group.device, dtype).contiguous() if self.group.first else torch.empty(shape, dtype=dtype, device=self.group.device)
        torch.distributed.broadcast(there, 0)
        return there


def has_places(value):
    return torch.is_tensor(value) and value.dim() > 0

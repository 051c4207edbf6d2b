// The notebook of a job under Slurm, brought to this computer. Inside core/slurm only.
//
// What listens on a compute node is out of reach for an ordinary forward: sshd of the login node would have to connect
// to the node's own address, where every user of the cluster could try as well, and many sites forbid such forwards.
// So the notebook listens at a socket that only its owner may open, and a small relay beside it, which the scheduler
// starts inside the same job (srun --overlap), carries a browser's connections over its input and output: one channel
// of the connection that is there already, no open port anywhere but at 127.0.0.1 of this computer, and nothing that
// works without the person's own account.
#pragma once

#include <memory>
#include <stop_token>

#include "core/base/remote_path.h"
#include "core/factory/open_notebook.h"
#include "core/ssh/exec.h"

namespace werkbank {

/// See Factory::open_notebook(). `folder` is the job's.
Result<std::unique_ptr<OpenNotebook>> open_relayed_notebook(std::shared_ptr<CommandRunner> runner,
                                                            const RemotePath& folder, const std::stop_token& stop);

}  // namespace werkbank

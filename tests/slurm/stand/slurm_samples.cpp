#include "slurm_samples.h"

#include <algorithm>

namespace werkbank {

std::string separated(std::string text) {
  std::replace(text.begin(), text.end(), '^', field_separator);
  return text;
}

const char* const squeue_2205 =
    "21^CANCELLED^None^1795483589^1795483595^1795483589^cpu01^15^0^wb-cancel^\n"
    "23^CANCELLED^JobHeldUser^1795483595^1795483595^1795483589^^0^0^wb-cancelpending^\n"
    "19^COMPLETED^None^1795483589^1795483590^1795483589^cpu01^0^0^wb-ok^\n"
    "33^COMPLETED^None^1795483589^1795483590^1795483589^cpu01^0^0^na|me \"q\" % \xE2\x98\x83^\n"
    "20^FAILED^NonZeroExitCode^1795483589^1795483590^1795483589^cpu01^1792^0^wb-bad^\n"
    "27^PENDING^BeginTime^1795483606^1795483906^1795483595^^0^1^wb-requeue^\n"
    "29^PENDING^PartitionTimeLimit^N/A^N/A^1795483589^^0^0^wb-toolong^\n"
    "25^PENDING^Resources^1795483889^1795484189^1795483589^^0^0^wb-gpu2^\n"
    "26^FAILED^BadConstraints^1795483589^1795483589^1795483589^^1^0^wb-ghost^\n"
    "24^RUNNING^None^1795483589^1795483889^1795483589^gh[01-02]^0^0^wb-gpu^\n";

const char* const squeue_2411 =
    "16^CANCELLED^None^1795483589^1795483595^1795483589^cpu01^0:15^0^wb-cancel^\n"
    "18^CANCELLED^JobHeldUser^1795483595^1795483595^1795483589^^0:0^0^wb-cancelpending^\n"
    "14^COMPLETED^None^1795483589^1795483591^1795483589^cpu01^0:0^0^wb-ok^\n"
    "28^COMPLETED^None^1795483589^1795483591^1795483589^cpu01^0:0^0^na|me \"q\" % \xE2\x98\x83^\n"
    "15^FAILED^NonZeroExitCode^1795483589^1795483591^1795483589^cpu01^7:0^0^wb-bad^\n"
    "22^PENDING^BeginTime^1795483606^1795483906^1795483595^^0:0^1^wb-requeue^\n"
    "24^PENDING^PartitionTimeLimit^N/A^N/A^1795483589^^0:0^0^wb-toolong^\n"
    "20^PENDING^Resources^1795483889^1795484189^1795483589^^0:0^0^wb-gpu2^\n"
    "21^FAILED^BadConstraints^1795483589^1795483589^1795483589^^0:1^0^wb-ghost^\n"
    "19^RUNNING^None^1795483589^1795483889^1795483589^gh[01-02]^0:0^0^wb-gpu^\n";

const char* const squeue_plain =
    "20^FAILED^NonZeroExitCode^1795483589^1795483591^1795483589^cpu01^^^wb-bad\n"
    "24^RUNNING^None^1795483589^1795483889^1795483589^gh[01-02]^^^wb-gpu\n";

const char* const sacct_2205 =
    "19^COMPLETED^None^1795483589^1795483590^1795483589^cpu01^0:0^5^wb-ok\n"
    "20^FAILED^None^1795483589^1795483590^1795483589^cpu01^7:0^5^wb-bad\n"
    "21^CANCELLED by 61000^None^1795483589^1795483595^1795483589^cpu01^0:0^5^wb-cancel\n"
    "24^RUNNING^None^1795483589^Unknown^1795483589^gh[01-02]^0:0^5^wb-gpu\n"
    "25^PENDING^None^Unknown^Unknown^1795483589^None assigned^0:0^5^wb-gpu2\n"
    "26^FAILED^None^1795483589^1795483589^1795483589^None assigned^1:0^5^wb-ghost\n"
    "27^REQUEUED^None^1795483589^1795483595^1795483589^cpu01^0:0^5^wb-requeue\n"
    "33^COMPLETED^None^1795483589^1795483590^1795483589^cpu01^0:0^5^na|me `q` % \xE2\x98\x83\n";

const char* const sacct_2411 =
    "14^COMPLETED^None^1795483589^1795483591^1795483589^cpu01^0:0^5^wb-ok\n"
    "15^FAILED^None^1795483589^1795483591^1795483589^cpu01^7:0^5^wb-bad\n"
    "16^CANCELLED by 61000^None^1795483589^1795483595^1795483589^cpu01^0:0^5^wb-cancel\n"
    "19^RUNNING^None^1795483589^Unknown^1795483589^gh[01-02]^0:0^5^wb-gpu\n"
    "20^PENDING^None^Unknown^Unknown^1795483589^None assigned^0:0^5^wb-gpu2\n"
    "21^FAILED^None^None^1795483589^1795483589^None assigned^1:0^5^wb-ghost\n"
    "22^REQUEUED^None^1795483589^1795483595^1795483589^cpu01^0:0^5^wb-requeue\n"
    "28^COMPLETED^None^1795483589^1795483591^1795483589^cpu01^0:0^5^na|me `q` % \xE2\x98\x83\n";

const char* const sinfo_text =
    "gpu_h100^up^3-00:00:00^64^512000^gpu:h100:4^2^idle\n"
    "gpu_mig^up^8:00:00^32^256000^gpu:1g.12gb:8,gpu:3g.47gb:2^1^mix-\n"
    "cpu^up^3-00:00:00^64^256000^(null)^1^idle\n"
    "debug^up^30:00^64^256000^(null)^1^idle\n"
    "debug^up^30:00^64+^512000+^gpu:h100:4(S:0-1)^1^drain*\n"
    "secret^up^infinite^8^1000^(null)^1^idle\n"
    "closed^down^1:00:00^8^1000^(null)^1^idle\n";

const char* const partitions_text =
    "PartitionName=gpu_h100 AllowGroups=ALL AllowAccounts=ALL AllowQos=ALL Default=NO QoS=N/A MaxNodes=2 "
    "MaxTime=3-00:00:00 RootOnly=NO State=UP\n"
    "PartitionName=gpu_mig AllowGroups=ALL DenyAccounts=tiny DenyQos=debug Default=NO QoS=N/A MaxNodes=UNLIMITED "
    "MaxTime=08:00:00 RootOnly=NO State=UP\n"
    "PartitionName=cpu AllowGroups=ALL AllowAccounts=ALL AllowQos=ALL Default=YES QoS=N/A MaxNodes=UNLIMITED "
    "MaxTime=3-00:00:00 RootOnly=NO State=UP\n"
    "PartitionName=debug AllowGroups=ALL AllowAccounts=ALL AllowQos=ALL Default=NO QoS=debug MaxNodes=UNLIMITED "
    "MaxTime=00:30:00 RootOnly=NO State=UP\n"
    "PartitionName=secret AllowGroups=staff,root AllowAccounts=ALL AllowQos=ALL Default=NO QoS=N/A MaxNodes=UNLIMITED "
    "MaxTime=UNLIMITED RootOnly=NO State=UP\n"
    "PartitionName=closed AllowGroups=ALL AllowAccounts=ALL AllowQos=ALL Default=NO QoS=N/A MaxNodes=UNLIMITED "
    "MaxTime=UNLIMITED RootOnly=NO State=DOWN\n";

const char* const associations_text = "tiny||normal||\nproj||debug,gpucap,long,normal|normal|\n";
const char* const qos_text =
    "normal|||\ndebug|00:30:00||\nlong|3-00:00:00|gres/gpu=6|\ngpucap||gres/gpu=2,gres/gpumem=10G|\n";

ClusterFacts sample_facts() {
  ClusterFacts facts;
  facts.groups = parse_sinfo(separated(sinfo_text));
  facts.rules = parse_partitions(partitions_text);
  facts.associations = parse_associations(associations_text);
  facts.qos = parse_qos(qos_text);
  facts.unix_groups = {"users"};
  facts.default_account = "proj";
  facts.version = "22.05.8";
  facts.enforces_accounts = true;
  return facts;
}

Profile lab_profile() {
  Profile profile;
  profile.id = "lab";
  profile.name = {"Proefopstelling", "Test set-up"};
  Partition gpu;
  gpu.name = "gpu_h100";
  gpu.gpu_type = "h100";
  gpu.gpus_per_node = 4;
  gpu.cpus_per_gpu = 16;
  gpu.memory_gib_per_gpu = 120;
  gpu.max_hours = 72;
  Partition cpu;
  cpu.name = "cpu";
  cpu.cpus_per_node = 64;
  cpu.memory_gib_per_node = 240;
  profile.partitions = {gpu, cpu};
  profile.gpu_request = GpuRequest::gres_typed;
  ProfileEnvironment system;
  system.kind = "system";
  system.python = "/usr/bin/python3";
  profile.environments = {system};
  return profile;
}

JobOrder lab_order() {
  JobOrder order;
  order.uuid = "11111111-2222-4333-8444-555555555555";
  order.dataset = "wine@0123456789abcdef";
  order.walltime_minutes = 60;
  order.resources.cpus = 2;
  order.resources.memory_gib = 1.5;
  order.job_template.id = "test";
  order.job_template.version = "1.0.0";
  order.job_template.title = {"Proef", "Test"};
  order.job_template.script = "train.py";
  TemplateEnvironment system;
  system.kind = "system";
  order.job_template.environments = {system};
  return order;
}

}  // namespace werkbank

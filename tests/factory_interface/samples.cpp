#include "samples.h"

#include <nlohmann/json.hpp>

namespace werkbank {

std::string sample_profile_json() {
  return R"json({
  "schema": 1, "id": "sample", "kind": "slurm",
  "name": {"nl": "Voorbeeld", "en": "Sample"},
  "operator": {"nl": "Beheerder", "en": "Operator"},
  "help": {"phone": "+31 50 000 00 00", "email": "help@example.org", "url": "https://example.org/help"},
  "host": "login.example.org", "port": 8822, "user": "jan",
  "host_keys": ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIMex5yh6XsEtf4gTQGkvQPPjN3+QwiNqOns4xwe6cLsB"],
  "sign_in": {"methods": ["agent", "key", "password"], "max_password_attempts": 2},
  "work_folder": "$SCRATCH/{user}",
  "partitions": [
    {"name": "gpu_h100", "gpu_type": "h100", "gpus_per_node": 4, "cpus_per_gpu": 16, "memory_gib_per_gpu": 120, "max_hours": 72},
    {"name": "cpu", "cpus_per_node": 64, "memory_gib_per_node": 240.5}
  ],
  "gpu_request": "gpus_per_node",
  "account": {"rule": "fixed", "name": "project_465"},
  "environment": [
    {"kind": "apptainer", "image": "/images/torch.sif", "options": ["--nv", "--bind", "/scratch"], "python": "python"},
    {"kind": "modules", "modules": ["2023", "PyTorch/2.1"], "variables": {"NCCL_DEBUG": "WARN"}},
    {"kind": "system", "python": "/usr/bin/python3"}
  ],
  "billing": {"unit": {"nl": "GPU-uur", "en": "GPU-hour"}, "per_gpu_hour": 1.5},
  "verified": ["host", "port"]
})json";
}

Profile sample_profile() { return parse_profile(sample_profile_json(), "sample.json").value(); }

Profile sample_profile_with_ways_in() {
  auto json = nlohmann::json::parse(sample_profile_json());
  const auto host_key = json["host_keys"][0];
  json["listed"] = false;
  json["host_fingerprints"] = {"SHA256:qCFZThjRw8nf0CiZ9rU7b6Zirjq8slAIl5r0xWaVoD0"};
  json["sign_in"] = nlohmann::json::parse(R"json({
    "methods": ["certificate", "agent", "key", "password"], "max_password_attempts": 3, "lock_hours": 24,
    "one_time_code": true, "activation_hours": 4,
    "key": {"page": "https://example.org:8443/keys?x=1#new", "types": ["ed25519", "rsa", "ed25519"],
            "from_address": true, "advice": {"nl": "Plak uw sleutel.", "en": "Paste your key."}},
    "certificate": {"page": "https://example.org/certificate", "command": ["step", "ssh", "login", "--provisioner", "a b"],
                    "hours": 12, "advice": {"nl": "Haal er elke ochtend een.", "en": "Fetch one each morning."}},
    "jump": {"host": "jump.example.org", "port": 2222, "user": "guest"}
  })json");
  json["sign_in"]["jump"]["host_keys"] = {host_key};
  json["transfer"] = {{"host", "transfer.example.org"}, {"host_keys", {host_key}}};
  json["data_connections"] = 4;
  json["sweep_at_once"] = 3;
  json["storage"] = {{"pack_from_files", 20'000}};
  json["several_nodes"]["variables"] = {{"NCCL_SOCKET_IFNAME", "hsn0,hsn1"}, {"UCX_TLS", "^cma"}};
  return parse_profile(json.dump(), "sample.json").value();
}

TemplateEnvironment sample_environment(const std::string& kind) {
  TemplateEnvironment environment;
  environment.kind = kind;
  return environment;
}

JobOrder sample_order() {
  JobOrder order;
  order.uuid = "11111111-2222-4333-8444-555555555555";
  order.title = "My first";
  order.dataset = "wine@0123456789abcdef";
  order.job_template.id = "tabular-boost";
  order.job_template.version = "1.0.0";
  order.job_template.title = {"Tabel", "Table"};
  order.job_template.script = "train.py";
  order.job_template.files = {{"/somewhere/train.py", "train.py", ""},
                              {"/somewhere/werkbank_job.py", "werkbank_job.py", ""}};
  order.job_template.environments = {sample_environment("system")};
  order.job_template.environments[0].variables["A"] = "1";
  order.job_template.resources.resumable = true;
  order.job_template.resources.grace_seconds = 90;
  order.job_template.resources.max_requeues = 7;
  return order;
}

}  // namespace werkbank

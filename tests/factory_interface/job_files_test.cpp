#include <QFloat16>  // whole before the JSON library asks what it is
#include <nlohmann/json.hpp>

#include <QStringList>

#include "core/factory/job_order.h"
#include "samples.h"
#include "tests/runner/test_program.h"

using namespace werkbank;
using Json = nlohmann::json;

namespace job_files_test {

const JobFile& file(const std::vector<JobFile>& files, const std::string& path) {
  const auto found = std::find_if(files.begin(), files.end(), [&path](const auto& one) { return one.path == path; });
  if (found == files.end()) throw std::runtime_error("no " + path);
  return *found;
}

std::string conf_of(const JobOrder& order, const Profile& profile) {
  return file(job_files(order, profile, "/remote").value(), "run.conf").content;
}

class JobFilesTest : public QObject {
  Q_OBJECT
 private slots:
  void holds_everything_but_the_data() {
    const auto files = job_files(sample_order(), sample_profile(), "/remote").value();
    QStringList paths;
    for (const auto& one : files) paths << QString::fromStdString(one.path);
    paths.sort();
    QCOMPARE(paths, QStringList({"code/train.py", "code/werkbank_job.py", "config.json", "gpu_sampler.sh", "job.sh",
                                 "run.conf", "unpack_data.sh"}));
    QCOMPARE(file(files, "job.sh").local, std::filesystem::path("/remote/job.sh"));
    QCOMPARE(file(files, "code/train.py").local, std::filesystem::path("/somewhere/train.py"));
  }

  void a_script_for_several_processes_is_started_once_for_each_gpu() {
    auto order = sample_order();
    order.resources = {0, 4, 2, 16, 64, "torchrun", "ddp", false};
    const auto files = job_files(order, sample_profile(), "/remote").value();
    QVERIFY(file(files, "run.conf").content.ends_with("\nprocesses=4\n"));
    QCOMPARE(file(files, "launch.py").local, std::filesystem::path("/remote/launch.py"));
    order.resources.launcher = "python";
    const auto once = job_files(order, sample_profile(), "/remote").value();
    QVERIFY(file(once, "run.conf").content.find("processes") == std::string::npos);
    for (const auto& one : once) QVERIFY(one.path != "launch.py");
  }

  void config_holds_every_parameter_typed() {
    auto order = sample_order();
    Parameter effort;
    effort.key = "effort";
    effort.default_value = std::string("normal");
    Parameter rounds;
    rounds.key = "rounds";
    rounds.default_value = std::int64_t{100};
    order.job_template.parameters = {effort, rounds};
    order.values = {
        {"rounds", std::int64_t{7}}, {"rate", 0.5}, {"on", true}, {"target", std::string("kl\"a$(id)ss\n")}};
    const auto config = Json::parse(file(job_files(order, sample_profile(), "/remote").value(), "config.json").content);
    QCOMPARE(config["schema"].get<int>(), 1);
    QCOMPARE(config["uuid"].get<std::string>(), order.uuid);
    QCOMPARE(config["template"].get<std::string>(), std::string("tabular-boost"));
    QCOMPARE(config["language"].get<std::string>(), std::string("nl"));
    QCOMPARE(config["seed"].get<int>(), 42);
    QCOMPARE(config["title"].get<std::string>(), std::string("My first"));
    QVERIFY(config["parameters"]["rounds"].is_number_integer());
    QCOMPARE(config["parameters"]["rounds"].get<int>(), 7);
    QCOMPARE(config["parameters"]["effort"].get<std::string>(), std::string("normal"));
    QCOMPARE(config["parameters"]["rate"].get<double>(), 0.5);
    QCOMPARE(config["parameters"]["on"].get<bool>(), true);
    QCOMPARE(config["parameters"]["target"].get<std::string>(), std::string("kl\"a$(id)ss\n"));
  }

  void each_variant_of_a_sweep_has_a_config_of_its_own() {
    auto order = sample_order();
    order.values = {{"rate", 0.5}, {"name", std::string("$(id)\n'")}};
    order.variants = {order.values, {{"rate", 0.25}, {"name", std::string("$(id)\n'")}}};
    order.variants_at_once = 2;
    const auto files = job_files(order, sample_profile(), "/remote").value();
    QCOMPARE(file(files, "sweep.sh").local, std::filesystem::path("/remote/sweep.sh"));
    const auto whole = Json::parse(file(files, "config.json").content);
    QCOMPARE(whole["parameters"]["rate"].get<double>(), 0.5);
    QCOMPARE(whole["sweep"].dump(), std::string(R"({"at_once":2,"variants":[{},{"rate":0.25}]})"));
    const auto second = Json::parse(file(files, "variants/1/config.json").content);
    QCOMPARE(second["parameters"]["rate"].get<double>(), 0.25);
    QCOMPARE(second["parameters"]["name"].get<std::string>(), std::string("$(id)\n'"));
    QCOMPARE(second["variant"].get<int>(), 1);
    QCOMPARE(second["uuid"].get<std::string>(), order.uuid);
    QVERIFY(!second.contains("sweep"));
    QCOMPARE(Json::parse(file(files, "variants/0/config.json").content)["parameters"], whole["parameters"]);
    QVERIFY(file(files, "run.conf").content.find("$(id)") == std::string::npos);
  }

  void title_in_broken_utf8_does_no_harm() {
    auto order = sample_order();
    order.title = "caf\xe9 \xff";
    QVERIFY(Json::accept(file(job_files(order, sample_profile(), "/remote").value(), "config.json").content));
  }

  void run_conf_says_what_the_wrapper_needs() {
    const auto conf = conf_of(sample_order(), sample_profile());
    QCOMPARE(conf,
             std::string("script=train.py\npython=/usr/bin/python3\nenv=A=1\ngrace=90\nmax_requeues=7\nresumable=1\n"
                         "sample_seconds=10\n"));
  }

  void takes_the_factory_s_favourite_environment_that_the_template_knows() {
    auto order = sample_order();
    order.job_template.environments = {sample_environment("system"), sample_environment("apptainer")};
    order.resources.gpus = 1;
    const auto conf = conf_of(order, sample_profile());
    QVERIFY(conf.starts_with(
        "script=train.py\npython=python\nexec=apptainer\nexec=exec\nexec=--nv\nexec=--bind\nexec=/scratch\n"
        "exec=/images/torch.sif\ngrace="));
  }

  void another_environment_is_taken_when_it_is_asked_for() {
    auto order = sample_order();
    order.job_template.environments = {sample_environment("system"), sample_environment("apptainer")};
    QCOMPARE(environments_that_fit(order.job_template, sample_profile()), 2);
    order.environment = 1;
    const auto conf = conf_of(order, sample_profile());
    QVERIFY(conf.starts_with("script=train.py\npython=/usr/bin/python3\n"));
    QVERIFY(conf.find("exec=") == std::string::npos);
    order.environment = 2;
    QCOMPARE(job_files(order, sample_profile(), "/remote").error().code, ErrorCode::catalogue_invalid);
    order.job_template.environments = {sample_environment("nix")};
    QCOMPARE(environments_that_fit(order.job_template, sample_profile()), 0);
  }

  void the_job_that_is_continued_is_named_to_the_wrapper_by_its_uuid_only() {
    auto order = sample_order();
    order.continues = "5a8f3f0e-12ab-4000-8000-0123456789ab";
    QVERIFY(conf_of(order, sample_profile()).ends_with("continues=5a8f3f0e-12ab-4000-8000-0123456789ab\n"));
    for (const char* wrong : {"../../etc", "5a8f3f0e-12ab-4000-8000-0123456789ab/..", "x\nenv=A=2"}) {
      order.continues = wrong;
      QCOMPARE(job_files(order, sample_profile(), "/remote").error().code, ErrorCode::parameter_invalid);
    }
  }

  void an_image_is_run_by_the_program_that_the_factory_has() {
    auto order = sample_order();
    order.job_template.environments = {sample_environment("apptainer")};
    auto profile = sample_profile();
    profile.environments[0].program = "singularity";
    QVERIFY(conf_of(order, profile).find("exec=singularity\nexec=exec\n") != std::string::npos);
    QCOMPARE(parse_profile(profile_to_json(profile), "x")->environments[0].program, std::string("singularity"));
  }

  void modules_of_the_factory_come_before_those_of_the_template() {
    auto order = sample_order();
    order.job_template.environments = {sample_environment("modules")};
    order.job_template.environments[0].modules = {"scikit-learn/1.3"};
    order.job_template.environments[0].variables["NCCL_DEBUG"] = "INFO";
    const auto conf = conf_of(order, sample_profile());
    QVERIFY(conf.find("module=2023\nmodule=PyTorch/2.1\nmodule=scikit-learn/1.3\nenv=NCCL_DEBUG=WARN\n") !=
            std::string::npos);
  }

  void an_image_gets_the_gpu_words_of_its_machine_and_none_without_gpus_data() {
    QTest::addColumn<QString>("fields");
    QTest::addColumn<int>("gpus");
    QTest::addColumn<QString>("words");
    QTest::newRow("NVIDIA") << R"("arch": "x86_64-cuda")" << 1 << "--nv";
    QTest::newRow("NVIDIA on ARM") << R"("arch": "aarch64-cuda")" << 4 << "--nv";
    QTest::newRow("AMD") << R"("arch": "x86_64-rocm")" << 8 << "--rocm";
    QTest::newRow("no GPU wanted") << R"("arch": "x86_64-cuda")" << 0 << "";
    QTest::newRow("no GPU there") << R"("arch": "x86_64-cpu")" << 1 << "";
    QTest::newRow("not said") << R"("options": ["-e"])" << 1 << "-e";
    QTest::newRow("said by hand") << R"("options": ["-e", "--nv"], "arch": "x86_64-rocm")" << 1 << "--nv -e";
    QTest::newRow("said by hand, no GPU wanted") << R"("options": ["-e", "--nv"])" << 0 << "-e";
    QTest::newRow("said apart") << R"("gpu_options": ["--nvccli", "-w"], "arch": "x86_64-cuda")" << 2 << "--nvccli -w";
    QTest::newRow("said apart, no GPU wanted") << R"("gpu_options": ["--nvccli", "-w"])" << 0 << "";
    QTest::newRow("said that there are none") << R"("gpu_options": [], "arch": "x86_64-rocm")" << 1 << "";
  }
  void an_image_gets_the_gpu_words_of_its_machine_and_none_without_gpus() {
    QFETCH(QString, fields);
    QFETCH(int, gpus);
    QFETCH(QString, words);
    auto json = Json::parse(sample_profile_json());
    json["environment"] =
        Json::array({Json::parse(R"({"kind": "apptainer", "image": "/i.sif", )" + fields.toStdString() + "}")});
    const auto profile = parse_profile(json.dump(), "x").value();
    QCOMPARE(profile_to_json(parse_profile(profile_to_json(profile), "x").value()), profile_to_json(profile));
    auto order = sample_order();
    order.job_template.environments = {sample_environment("any")};
    order.resources.gpus = gpus;
    std::string expected = "exec=apptainer\nexec=exec\n";
    for (const auto& word : words.split(' ', Qt::SkipEmptyParts)) expected += "exec=" + word.toStdString() + "\n";
    const auto conf = conf_of(order, profile);
    QVERIFY2(conf.find(expected + "exec=/i.sif\ngrace=") != std::string::npos, conf.c_str());
  }

  void what_the_job_needs_and_where_modules_are_is_told_to_the_wrapper() {
    auto order = sample_order();
    order.job_template.environments = {sample_environment("any")};
    order.job_template.environments[0].needs = {"torch", "PIL"};
    order.job_template.environments[0].uses = {"torchvision"};
    auto profile = sample_profile();
    profile.environments.erase(profile.environments.begin());
    profile.environments[0].module_folders = {"/appl/modules"};
    const auto conf = conf_of(order, profile);
    QVERIFY2(conf.starts_with("script=train.py\npython=python3\nmodule_folder=/appl/modules\nmodule=2023\n"
                              "module=PyTorch/2.1\nneed=torch\nneed=PIL\nenv=NCCL_DEBUG=WARN\n"),
             conf.c_str());
  }

  void between_nodes_the_factory_names_the_network_and_on_one_node_nobody_does() {
    auto order = sample_order();
    order.job_template.environments = {sample_environment("any")};
    order.job_template.environments[0].variables = {{"NCCL_DEBUG", "INFO"}, {"NCCL_SOCKET_IFNAME", "eth0"}};
    auto profile = sample_profile();
    profile.environments.erase(profile.environments.begin());  // NCCL_DEBUG=WARN is of the next one
    profile.several_nodes = {{"NCCL_DEBUG", "TRACE"}, {"NCCL_NET_GDR_LEVEL", "PHB"}, {"NCCL_SOCKET_IFNAME", "hsn"}};
    QVERIFY(conf_of(order, profile).find("env=NCCL_DEBUG=WARN\nenv=NCCL_SOCKET_IFNAME=eth0\ngrace") !=
            std::string::npos);
    order.resources.nodes = 2;
    QVERIFY(conf_of(order, profile)
                .find("env=NCCL_DEBUG=WARN\nenv=NCCL_NET_GDR_LEVEL=PHB\nenv=NCCL_SOCKET_IFNAME=hsn\ngrace") !=
            std::string::npos);
  }

  void says_when_the_software_is_not_there() {
    auto profile = sample_profile();
    profile.environments.resize(1);
    const auto files = job_files(sample_order(), profile, "/remote");
    QVERIFY(files.failed());
    QCOMPARE(files.error().code, ErrorCode::catalogue_invalid);
    QVERIFY(files.error().message.english().find("Sample") != std::string::npos);
  }

  void refuses_a_line_break_in_run_conf() {
    for (const auto& value : {std::string("a\nexec=rm"), std::string("a\0b", 3)}) {
      auto order = sample_order();
      order.job_template.environments[0].variables["X"] = value;
      const auto files = job_files(order, sample_profile(), "/remote");
      QVERIFY(files.failed());
      QCOMPARE(files.error().code, ErrorCode::parameter_invalid);
    }
  }

  void refuses_files_outside_of_the_job_folder() {
    for (const auto* name : {"../x", "/etc/passwd", "", "a/../../b"}) {
      auto order = sample_order();
      order.job_template.files[0].name = name;
      QCOMPARE(job_files(order, sample_profile(), "/remote").error().code, ErrorCode::catalogue_invalid);
      order = sample_order();
      order.job_template.script = name;
      QCOMPARE(job_files(order, sample_profile(), "/remote").error().code, ErrorCode::catalogue_invalid);
    }
  }

  void mark_gives_the_uuid_back_and_nothing_else_does() {
    const auto uuid = sample_order().uuid;
    QCOMPARE(scheduler_mark(uuid), "werkbank:" + uuid);
    QCOMPARE(uuid_of_mark(scheduler_mark(uuid)), uuid);
    for (const auto& other : {std::string(uuid), std::string("werkbank:"), "werkbank:" + uuid + "x",
                              std::string("comment"), " werkbank:" + uuid}) {
      QCOMPARE(uuid_of_mark(other), std::string());
    }
  }
};

}  // namespace job_files_test

WERKBANK_TEST(job_files_test::JobFilesTest);
#include "job_files_test.moc"

#include <set>

#include "core/factory/profile_lint.h"
#include "samples.h"
#include "tests/runner/test_program.h"

using namespace werkbank;

namespace profile_lint_test {

std::set<std::string> fields_of(const std::vector<ProfileFinding>& findings) {
  std::set<std::string> fields;
  for (const auto& one : findings) {
    if (one.message.english().size() < 20 || one.field.empty()) qFatal("a finding without a sentence");
    fields.insert(one.field);
  }
  return fields;
}

/// A profile in which nothing is missing or doubtful.
Profile good_profile() {
  auto profile = sample_profile_with_ways_in();
  profile.user.clear();
  profile.certificate.command.clear();
  profile.host_fingerprints.clear();
  profile.verified = {"host", "host_keys"};
  profile.partitions[1].max_hours = 24;
  return profile;
}

const std::string host_key = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQDQSjjB2sizT3IlK0lxy0kxZiqcHOiyrnPinD3isaz4XOtsnR79";

class ProfileLintTest : public QObject {
  Q_OBJECT
 private slots:
  void a_good_profile_has_nothing_to_say() {
    const auto findings = lint_profile(good_profile());
    QVERIFY2(findings.empty(), findings.empty() ? "" : findings[0].message.english().c_str());
    QVERIFY(parse_profile(profile_to_json(good_profile()), "good").ok());
  }

  void the_practice_factory_needs_nothing() {
    Profile practice;
    practice.kind = FactoryKind::practice;
    QVERIFY(lint_profile(practice).empty());
  }

  void what_is_missing_or_doubtful_is_named_data() {
    QTest::addColumn<int>("change");
    QTest::addColumn<QString>("field");
    int number = 0;
    for (const char* field : {"host_keys",
                              "host_keys",
                              "transfer.host_keys",
                              "sign_in.jump.host_keys",
                              "sign_in.jump",
                              "help",
                              "help.url",
                              "user",
                              "sign_in.key",
                              "sign_in.key.types",
                              "sign_in.activation_hours",
                              "sign_in.lock_hours",
                              "sign_in.max_password_attempts",
                              "sign_in.methods",
                              "sign_in.certificate",
                              "sign_in.methods",
                              "sign_in.certificate.hours",
                              "sign_in.certificate.command",
                              "partitions",
                              "partitions[0].memory_gib_per_gpu",
                              "partitions[0].max_hours",
                              "partitions[0].gpu_type",
                              "work_folder",
                              "billing",
                              "environment",
                              "verified",
                              "verified",
                              "verified",
                              "several_nodes.variables.NCCL_SOCKET_IFNAME"}) {
      QTest::newRow(qPrintable(QStringLiteral("%1 %2").arg(number).arg(field))) << number << field;
      ++number;
    }
  }

  void what_is_missing_or_doubtful_is_named() {
    QFETCH(int, change);
    QFETCH(QString, field);
    const auto findings = lint_profile(spoilt(change));
    QCOMPARE(fields_of(findings), std::set<std::string>{field.toStdString()});
  }

  void a_replacement_that_leads_elsewhere_is_pointed_out() {
    const auto current = good_profile();
    QVERIFY(compare_profiles(current, current).empty());
    auto offered = current;
    offered.host = "evil.example.org";
    offered.host_keys = {host_key};
    offered.jump.reset();
    offered.transfer->port = 2200;
    offered.certificate.command = {"step"};
    const std::set<std::string> expected = {"host", "host_keys", "sign_in.jump", "transfer",
                                            "sign_in.certificate.command"};
    QCOMPARE(fields_of(compare_profiles(current, offered)), expected);
    auto without_password = current;
    without_password.sign_in_methods = {"key"};
    QCOMPARE(fields_of(compare_profiles(without_password, current)), std::set<std::string>{"sign_in.methods"});
    auto without_keys = current;
    without_keys.host_keys.clear();
    QCOMPARE(fields_of(compare_profiles(current, without_keys)), std::set<std::string>{"host_keys"});
    QVERIFY(compare_profiles(without_keys, current).empty());
    auto vouched = current;
    vouched.host_fingerprints = sample_profile_with_ways_in().host_fingerprints;
    QCOMPARE(fields_of(compare_profiles(current, vouched)), std::set<std::string>{"host_keys"});
    QCOMPARE(fields_of(compare_profiles(vouched, current)), std::set<std::string>{"host_keys"});
    QVERIFY(compare_profiles(without_keys, vouched).empty());
  }

  void a_new_word_for_the_same_thing_is_no_risk() {
    auto offered = good_profile();
    offered.name = {"Andere naam", "Other name"};
    offered.partitions.clear();
    offered.help_phone = "1";
    QVERIFY(compare_profiles(good_profile(), offered).empty());
  }

 private:
  static Profile spoilt(int change) {
    auto profile = good_profile();
    auto& methods = profile.sign_in_methods;
    const std::vector<std::function<void()>> changes = {
        [&] { profile.host_keys.clear(); },
        [&] { profile.host_keys = {host_key}; },
        [&] { profile.transfer->host_keys.clear(); },
        [&] { profile.jump->host_keys.clear(); },
        [&] { profile.jump->host = profile.host, profile.jump->port = profile.port; },
        [&] { profile.help_email.clear(), profile.help_phone.clear(), profile.help_url.clear(); },
        [&] { profile.help_url = "http://example.org/"; },
        [&] { profile.user = "jan"; },
        [&] {
          methods = {"agent", "key"}, profile.key.page.clear(), profile.key.advice = {};
        },
        [&] {
          methods = {"agent", "key"}, profile.key.types = {"rsa"};
        },
        [&] {
          methods = {"agent", "key"}, profile.activation_hours = 0;
        },
        [&] { profile.lock_hours = 0; },
        [&] { profile.max_password_attempts = 5; },
        [&] {
          methods = {"password", "key"};
        },
        [&] { profile.certificate.page.clear(); },
        [&] { methods = {"key"}, profile.certificate.command = {"step"}; },
        [&] { profile.certificate.hours = 0; },
        [&] {
          profile.certificate.command = {"step", "ssh", "login"};
        },
        [&] { profile.partitions.clear(); },
        [&] { profile.partitions[0].memory_gib_per_gpu = 0; },
        [&] { profile.partitions[0].max_hours = 0; },
        [&] { profile.gpu_request = GpuRequest::gres_typed, profile.partitions[0].gpu_type.clear(); },
        [&] { profile.work_folder = "~"; },
        [&] { profile.billing_per_gpu_hour = 0; },
        [&] { profile.environments.erase(profile.environments.begin(), profile.environments.begin() + 2); },
        [&] { profile.verified = {"host_keys"}; },
        [&] { profile.verified = {"host"}; },
        [&] { profile.host_fingerprints = sample_profile_with_ways_in().host_fingerprints; },
        [&] { profile.several_nodes["NCCL_SOCKET_IFNAME"] = "=lo"; },
    };
    changes.at(static_cast<std::size_t>(change))();
    return profile;
  }
};

}  // namespace profile_lint_test

WERKBANK_TEST(profile_lint_test::ProfileLintTest);
#include "profile_lint_test.moc"

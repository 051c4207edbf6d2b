#include "code_door.h"

#include <filesystem>

namespace werkbank::test {

namespace fs = std::filesystem;

CodeDoor::CodeDoor(const std::string& lab_folder)
    : pam_(app_.pam_line() + "account required pam_permit.so\nsession required pam_permit.so\n"), port_(free_port()) {
  // The account's own process looks at the secret, and OpenSSH before 9.8 takes its program's name for the service.
  fs::permissions(folder_.path(), fs::perms::owner_all | fs::perms::group_exec | fs::perms::others_exec);
  const auto program = folder_.path() / pam_.name();
  fs::create_symlink("/usr/sbin/sshd", program);
  auto config = read_text(fs::path(lab_folder) / "ssh" / "sshd_config");
  config.erase(0, config.find('\n') + 1);  // its port
  const auto file = folder_.path() / "sshd_config";
  write_text(file,
             "Port " + std::to_string(port_) + "\nAuthenticationMethods publickey,keyboard-interactive:pam\n" + config);
  if (run_program({program, "-t", "-f", file, "-o", "PAMServiceName=" + pam_.name()}) == 0)
    write_text(file, "PAMServiceName " + pam_.name() + "\n" + read_text(file));
  server_ =
      std::make_unique<Child>(std::vector<std::string>{program, "-f", file, "-D", "-e"}, folder_.path() / "sshd.log");
  ready_ = eventually([this] { return log().find("Server listening") != std::string::npos; }, 10);
}

std::string CodeDoor::log() const { return read_text(folder_.path() / "sshd.log"); }

}  // namespace werkbank::test

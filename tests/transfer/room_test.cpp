#include "core/transfer/room.h"

#include "core/transfer/remote_command.h"
#include "tests/runner/test_program.h"
#include "transfer_world.h"

using namespace werkbank;

namespace room_test {

std::string part(const std::string& name, const std::string& text) {
  std::string block = "room " + name + '\n';
  std::size_t begin = 0;
  while (begin < text.size()) {
    const auto end = text.find('\n', begin);
    block += "| " + text.substr(begin, end - begin) + '\n';
    begin = end == std::string::npos ? text.size() : end + 1;
  }
  return block + '\n';
}

const std::string disk = part("disk",
                              "Filesystem     1024-blocks      Used Available Capacity Mounted on\n"
                              "/dev/sda1          1000000    400000    600000      40% /home\n");
const std::string inodes = part("inodes",
                                "Filesystem      Inodes  IUsed   IFree IUse% Mounted on\n"
                                "/dev/sda1        65536  10000   55536   16% /home\n");

std::uint64_t free_bytes(const Room& room) { return room.bytes ? room.bytes->free : 0; }
std::uint64_t free_files(const Room& room) { return room.files ? room.files->free : 0; }

class RoomTest : public QObject {
  Q_OBJECT

 private slots:
  void without_a_quota_the_disk_counts() {
    const auto room = parse_room("noise\n" + disk + inodes + "room end\n");
    QCOMPARE(free_bytes(room), 600000ULL * 1024);
    QCOMPARE(room.bytes->total, std::optional<std::uint64_t>(1000000ULL * 1024));
    QCOMPARE(free_files(room), std::uint64_t{55536});
    QCOMPARE(room.bytes->said_by, std::string("disk"));
  }

  void what_nobody_says_is_not_known() {
    QVERIFY(!parse_room("").bytes && !parse_room("").files);
    // btrfs and some network file systems count no inodes.
    const auto room =
        parse_room(part("inodes", "Filesystem Inodes IUsed IFree IUse% Mounted on\n/dev/x 0 0 0 - /home"));
    QVERIFY(!room.files);
    QVERIFY(!parse_room("| /dev/sda1 1 2 3 4% /\n").bytes);
  }

  void names_with_spaces_are_no_trouble() {
    const auto room = parse_room(part("disk", "//server/my share 1000 400 600 40% /mnt/my home 50% full"));
    QCOMPARE(free_bytes(room), 600ULL * 1024);
  }

  void the_quota_of_linux_counts_for_its_own_file_system() {
    const auto quota = part("quota-user",
                            "Disk quotas for user mkb01 (uid 1001): \n"
                            "     Filesystem  blocks   quota   limit   grace   files   quota   limit   grace\n"
                            "      /dev/sdb1  999999       0       1       0       1       0       1       0\n"
                            "      /dev/sda1  100000  300000  400000       0      70     100     120       0\n");
    const auto room = parse_room(disk + inodes + quota);
    QCOMPARE(free_bytes(room), 200000ULL * 1024);
    QCOMPARE(room.bytes->total, std::optional<std::uint64_t>(300000ULL * 1024));
    QCOMPARE(room.bytes->said_by, std::string("quota user"));
    QCOMPARE(free_files(room), std::uint64_t{30});
  }

  void a_quota_that_is_used_up_leaves_nothing_and_none_limits_nothing() {
    const auto over = part("quota-user", "/dev/sda1 400001* 300000 400000 1795480000 120* 100 120 1795480000");
    QCOMPARE(parse_room(disk + inodes + over).bytes->free, std::uint64_t{0});
    QCOMPARE(parse_room(disk + inodes + over).files->free, std::uint64_t{0});
    const auto words = part("quota-user", "/dev/sda1 400001* 300000 400000 6days 80 100 120");
    QCOMPARE(parse_room(disk + inodes + words).files->free, std::uint64_t{20});
    const auto none = part("quota-user", "Disk quotas for user root (uid 0): none");
    QCOMPARE(free_bytes(parse_room(disk + none)), 600000ULL * 1024);
    const auto zero = part("quota-group", "/dev/sda1 10 0 0 0 5 0 0 0");
    QCOMPARE(free_bytes(parse_room(disk + zero)), 600000ULL * 1024);
  }

  void a_long_name_of_an_nfs_server_stands_on_a_line_of_its_own() {
    const auto nfs = part("disk", "nas.example.org:/vol/home 900 100 800 12% /home");
    const auto quota = part("quota-user",
                            "nas.example.org:/vol/home\n                    100       0     250              7       0"
                            "       9        ");
    const auto room = parse_room(nfs + quota);
    QCOMPARE(free_bytes(room), 150ULL * 1024);
    QCOMPARE(free_files(room), std::uint64_t{2});
  }

  void lustre_tells_user_group_and_project_and_the_tightest_counts() {
    const auto lustre = part("disk", "10.0.0.1@o2ib:/scratch 90000000 10000000 80000000 12% /scratch");
    const auto user = part("lfs-user", "       /scratch  1000       0       0       -      12       0       0       -");
    const auto group =
        part("lfs-group", "/scratch/group\n         5000*   4000    6000  6d23h59m   12    0   100    -");
    const auto project = part("lfs-project",
                              "       /scratch  [2000]  0  9000       -      90       0     100       -\n"
                              "Some errors happened when getting quota info. Some devices may be not working.");
    const auto room = parse_room(lustre + user + project);
    QCOMPARE(free_bytes(room), 7000ULL * 1024);
    QCOMPARE(free_files(room), std::uint64_t{10});
    QCOMPARE(room.bytes->said_by, std::string("quota project"));
    QCOMPARE(parse_room(lustre + user + group + project).bytes->free, std::uint64_t{0});
  }

  void storage_scale_tells_by_the_names_of_its_columns() {
    const auto gpfs = part("disk", "/dev/fs1 90000 10000 80000 12% /p");
    const auto quota = part(
        "mmlsquota",
        "mmlsquota::HEADER:version:reserved:reserved:filesystemName:quotaType:id:name:blockUsage:blockQuota:blockLimit:"
        "blockInDoubt:blockGrace:filesUsage:filesQuota:filesLimit:filesInDoubt:filesGrace:remarks:quota:defQuota:fid:"
        "filesetname:\n"
        "mmlsquota::0:1:::fs2:USR:1001:mkb:10:1:1:0:none:10:1:1:0:none:i:on:off:::\n"
        "mmlsquota::0:1:::fs1:USR:1001:mkb:1000:3000:4000:0:none:10:50:60:0:none:i:on:off:::\n"
        "mmlsquota::0:1:::fs1:FILESET:7:other:1000:1000:1000:0:none:10:10:10:0:none:i:on:off:::\n");
    const auto room = parse_room(gpfs + quota);
    QCOMPARE(free_bytes(room), 2000ULL * 1024);
    QCOMPARE(free_files(room), std::uint64_t{40});
  }

  void beegfs_tells_in_bytes() {
    const auto nodev = part("disk", "beegfs_nodev 90000 10000 80000 12% /work");
    const auto quota = part("beegfs", "name,id,size,hard,files,hard\nmkb,1001,1000,5000,3,unlimited\n");
    const auto room = parse_room(nodev + quota);
    QCOMPARE(free_bytes(room), std::uint64_t{4000});
    QVERIFY(!room.files);
  }

  void what_no_computer_can_hold_does_not_wrap_round() {
    const auto huge = part("disk", "/dev/x 18446744073709551615 0 18446744073709551615 0% /");
    QCOMPARE(parse_room(huge).bytes->free, UINT64_MAX);
    QVERIFY(!parse_room(part("disk", "/dev/x 99999999999999999999 0 99999999999999999999 0% /")).bytes);
  }

  void says_which_of_the_two_is_short() {
    Room room;
    QVERIFY(fits(room, 1ULL << 60U, 1ULL << 60U).ok());
    room.bytes = RoomLimit{1000, 2000, "disk"};
    room.files = RoomLimit{10, 100, "quota user"};
    QVERIFY(fits(room, 1000, 10).ok());
    const auto large = fits(room, 1001, 1);
    QVERIFY(large.failed() && large.error().code == ErrorCode::remote_disk_full);
    QVERIFY(large.error().message.english().find("enough room") != std::string::npos);
    const auto many = fits(room, 1, 11);
    QVERIFY(many.failed() && many.error().code == ErrorCode::remote_disk_full);
    QVERIFY(many.error().message.english().find("Pack the many small files") != std::string::npos);
    QVERIFY(many.error().detail.find("quota user") != std::string::npos);
  }

  void the_script_asks_what_is_there_and_always_ends() {
    TransferWorld world;
    std::filesystem::create_directories(world.work());
    const std::string script = std::string(room_script) + "room \"$1\"\n";
    const auto run = [&](const std::string& folder) {
      RemoteCommand command;
      command.script = script;
      command.arguments = {folder};
      return run_remote(world.runner, std::move(command), {}).value();
    };
    const auto ask = [&] { return run(world.work().string()); };
    const auto plain = ask();
    QCOMPARE(plain.exit_code, 0);
    const auto room = parse_room(plain.out);
    QVERIFY(room.bytes && room.files);
    QVERIFY(plain.out.ends_with("room end\n"));
    // A quota of one file on the very disk, and a tool that says too much.
    world.fake_tool(
        "quota",
        "df -P . | tail -n 1 | { read -r name rest; echo \"$name 1 0 0 0 5 0 6 0\"; }\nyes x | head -c 9000000");
    const auto full = ask();
    QVERIFY(full.out.size() < 200'000);
    QCOMPARE(parse_room(full.out).files->free, std::uint64_t{1});
    QCOMPARE(run("/no such folder").exit_code, 0);
  }
};

}  // namespace room_test

WERKBANK_TEST(room_test::RoomTest);
#include "room_test.moc"

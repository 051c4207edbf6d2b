// A line between two network namespaces with a delay and a rate on its packets, so that TCP itself feels the round
// trip: line NAMESPACE DEVICE NAMESPACE DEVICE ONE_WAY_MS MBIT (0: as fast as it goes). Needs root and /dev/net/tun.
// Says "ready" and moves packets until its standard input ends.
#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <iostream>
#include <mutex>
#include <string>
#include <thread>

namespace {

using Clock = std::chrono::steady_clock;

// What a home router holds back before it drops.
constexpr auto longest_queue = std::chrono::milliseconds(50);
constexpr std::size_t batch_header = 10;  // the kernel's virtio_net_hdr, which a C++ compiler refuses
constexpr std::size_t largest_packet = 65536 + batch_header;

[[noreturn]] void fail(const std::string& what) {
  std::perror(what.c_str());
  std::_Exit(1);
}

/// `in_batches`: TCP's packets come up to 64 KiB together, as a network card takes them. It costs a quarter of the
/// processor time, which the programs that are measured need; a slow line has to see each packet.
int open_device(const std::string& network, const std::string& device, bool in_batches) {
  const int place = ::open(("/run/netns/" + network).c_str(), O_RDONLY | O_CLOEXEC);
  if (place < 0 || ::setns(place, CLONE_NEWNET) != 0) fail(network);
  ::close(place);
  const int tun = ::open("/dev/net/tun", O_RDWR | O_CLOEXEC);
  if (tun < 0) fail("/dev/net/tun");
  ifreq request = {};
  request.ifr_flags = static_cast<short>(IFF_TUN | IFF_NO_PI | (in_batches ? IFF_VNET_HDR : 0));
  std::strncpy(request.ifr_name, device.c_str(), IFNAMSIZ - 1);
  if (::ioctl(tun, TUNSETIFF, &request) != 0) fail(device);
  if (in_batches && ::ioctl(tun, TUNSETOFFLOAD, TUN_F_CSUM | TUN_F_TSO4) != 0) fail(device);
  return tun;
}

struct Packet {
  std::string bytes;
  Clock::time_point due;
};

/// One direction: what is read at one end comes out at the other when it is due. Its threads run until the program
/// ends.
class Direction {
 public:
  Direction(int from, int to, double delay_ms, double mbit)
      : from_(from),
        to_(to),
        delay_(std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double, std::milli>(delay_ms))),
        bytes_per_second_(mbit * 1e6 / 8) {
    std::thread([this] { read(); }).detach();
    std::thread([this] { write(); }).detach();
  }

 private:
  void read() {
    std::string room(largest_packet, '\0');
    while (true) {
      const auto count = ::read(from_, room.data(), room.size());
      if (count <= 0) fail("the line");
      const auto now = Clock::now();
      const auto leaves = leaves_at(now, static_cast<std::size_t>(count));
      if (leaves - now > longest_queue) continue;
      line_free_ = leaves;
      const std::lock_guard lock(mutex_);
      packets_.push_back({room.substr(0, static_cast<std::size_t>(count)), leaves + delay_});
      changed_.notify_one();
    }
  }

  /// When the last bit of it would be on the line, behind what is there already.
  Clock::time_point leaves_at(Clock::time_point now, std::size_t bytes) const {
    if (bytes_per_second_ <= 0) return now;
    const std::chrono::duration<double> takes(static_cast<double>(bytes) / bytes_per_second_);
    return std::max(line_free_, now) + std::chrono::duration_cast<Clock::duration>(takes);
  }

  void write() {
    ::prctl(PR_SET_TIMERSLACK, 1);  // of this thread: wake up when a packet is due, not 50 microseconds later
    while (true) {
      const auto packet = next();
      std::this_thread::sleep_until(packet.due);
      // A packet that the other side does not take is lost, as on any line.
      static_cast<void>(::write(to_, packet.bytes.data(), packet.bytes.size()) < 0);
    }
  }

  Packet next() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !packets_.empty(); });
    auto packet = std::move(packets_.front());
    packets_.pop_front();
    return packet;
  }

  const int from_;
  const int to_;
  const Clock::duration delay_;
  const double bytes_per_second_;
  Clock::time_point line_free_ = {};
  std::mutex mutex_;  ///< for the two below
  std::condition_variable changed_;
  std::deque<Packet> packets_;
};

}  // namespace

int main(int count, char** words) {
  if (count != 7) {
    std::cerr << "line NAMESPACE DEVICE NAMESPACE DEVICE ONE_WAY_MS MBIT\n";
    return 2;
  }
  const double delay = std::atof(words[5]);
  const double mbit = std::atof(words[6]);
  const int here = open_device(words[1], words[2], mbit <= 0);
  const int there = open_device(words[3], words[4], mbit <= 0);
  const Direction up(here, there, delay, mbit);
  const Direction down(there, here, delay, mbit);
  std::cout << "ready" << std::endl;
  std::array<char, 16> nothing;
  while (::read(0, nothing.data(), nothing.size()) > 0) {
  }
  std::_Exit(0);  // the threads are still at it
}

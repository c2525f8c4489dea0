// SPDX-License-Identifier: GPL-3.0-or-later
#include "camera/hot_folder.hpp"
#include <array>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <thread>
#include <unistd.h>

namespace camera {

using base::fault;
using base::Trouble;

namespace {

/// A file descriptor that is closed with it; -1 where the system gave none.
class Descriptor {
public:
    explicit Descriptor(int number) : number_{number} {}
    Descriptor(Descriptor const &) = delete;
    Descriptor &operator=(Descriptor const &) = delete;
    ~Descriptor() {
        if (number_ >= 0) {
            ::close(number_);
        }
    }
    [[nodiscard]] int number() const { return number_; }

private:
    int number_;
};

void drain(int descriptor) {
    std::array<char, 4096> bytes{};
    while (::read(descriptor, bytes.data(), bytes.size()) > 0) {
    }
}

class HotFolder final : public Camera {
public:
    HotFolder(std::filesystem::path folder, FolderTerms terms)
        : folder_{std::move(folder)}, terms_{terms}, scan_{folder_, terms, arrivals_},
          news_{::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)}, stop_{::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)} {
        look(); // what is there now is there before anybody is told that the watch began
        thread_ = std::thread{[this] { run(); }};
    }
    ~HotFolder() override {
        ::eventfd_write(stop_.number(), 1);
        thread_.join();
    }

    [[nodiscard]] std::string name() const override { return "folder"; }
    Arrivals::News wait(std::chrono::milliseconds patience) override {
        return arrivals_.wait(patience, false);
    }
    [[nodiscard]] bool lost() const override { return false; }
    base::Result<> shoot() override {
        return fault(Trouble::not_allowed, "文件夹没有快门，请在相机上按",
                     "a folder has no shutter; press it on the camera");
    }
    base::Result<std::optional<base::Bytes>> live_view() override { return std::optional<base::Bytes>{}; }
    base::Result<std::optional<std::chrono::seconds>> clock_ahead() override {
        return std::optional<std::chrono::seconds>{};
    }
    [[nodiscard]] bool there() const { return !arrivals_.is_gone(); }
    [[nodiscard]] base::Fault why() { return wait(std::chrono::milliseconds{0}).fault(); }

private:
    void look() {
        bool const there = scan_.look(std::chrono::steady_clock::now(), base::SystemClock{}.now());
        if (there && !listens_) {
            constexpr unsigned what = IN_CREATE | IN_MOVED_TO | IN_MODIFY | IN_CLOSE_WRITE | IN_DELETE_SELF |
                                      IN_MOVE_SELF | IN_ONLYDIR;
            ::inotify_add_watch(news_.number(), folder_.c_str(), what);
        }
        listens_ = there;
    }

    void run() {
        constexpr std::chrono::milliseconds breath{20}; // a file that is being written says so all the time
        std::array<pollfd, 2> watched{{{stop_.number(), POLLIN, 0}, {news_.number(), POLLIN, 0}}};
        while (true) {
            ::poll(watched.data(), watched.size(), static_cast<int>(terms_.look.count()));
            if ((watched[0].revents & POLLIN) != 0) {
                return;
            }
            drain(news_.number());
            look();
            std::this_thread::sleep_for(breath);
        }
    }

    std::filesystem::path folder_;
    FolderTerms terms_;
    Arrivals arrivals_;
    FolderScan scan_; ///< of the thread, once it runs
    Descriptor news_, stop_;
    bool listens_ = false;
    std::thread thread_;
};

} // namespace

base::Result<std::unique_ptr<Camera>> open_folder(std::filesystem::path const &folder, FolderTerms terms) {
    auto made = std::make_unique<HotFolder>(folder, terms);
    if (!made->there()) {
        return made->why();
    }
    return std::unique_ptr<Camera>{std::move(made)};
}

} // namespace camera

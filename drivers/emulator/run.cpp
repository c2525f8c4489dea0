// SPDX-License-Identifier: GPL-3.0-or-later
#include "emulator/run.hpp"
#include "emulator/fake_bus.hpp"
#include "emulator/identity.hpp"
#include "emulator/photographer.hpp"
#include "emulator/printer.hpp"
#include "emulator/usbip.hpp"
#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fmt/format.h>
#include <fstream>
#include <spawn.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

namespace emulator {

namespace {

using base::Result;
using base::Trouble;

constexpr auto preload = "libumockdev-preload.so.0";
constexpr auto marker = "PLATEN_EMULATOR_BUS"; ///< set for the second start, so that there is no third
constexpr auto preload_list = "LD_PRELOAD";

std::string environment(char const *name) {
    auto const *value = std::getenv(name);
    return value == nullptr ? "" : value;
}

/// The words that this program was started with.
std::vector<std::string> own_words() {
    std::ifstream file{"/proc/self/cmdline", std::ios::binary};
    std::vector<std::string> words;
    for (std::string word; std::getline(file, word, '\0');) {
        words.push_back(word);
    }
    return words;
}

std::vector<char *> pointers(std::vector<std::string> &words) {
    std::vector<char *> all;
    for (auto &word : words) {
        all.push_back(word.data());
    }
    all.push_back(nullptr);
    return all;
}

/// Its path where the sanitizer is part of this program: it insists on being loaded first.
std::string sanitizer() {
#ifdef __SANITIZE_ADDRESS__
    std::ifstream maps{"/proc/self/maps"};
    for (std::string line; std::getline(maps, line);) {
        if (line.find("libasan.so") != std::string::npos) {
            return line.substr(line.find('/')) + ":";
        }
    }
#endif
    return "";
}

base::Fault not_preloaded() {
    return base::fault(Trouble::not_found, "不能加载 {}，请安装 Debian 软件包 umockdev",
                       "{} cannot be loaded; install the Debian package umockdev", preload);
}

/// Starts this program again with the library in it.
base::Fault start_anew() {
    if (!environment(marker).empty()) {
        return not_preloaded();
    }
    auto const others = environment(preload_list);
    auto const list = sanitizer() + preload + (others.empty() ? "" : ":" + others);
    ::setenv(preload_list, list.c_str(), 1);
    ::setenv(marker, "1", 1);
    auto words = own_words();
    ::execv("/proc/self/exe", pointers(words).data());
    return not_preloaded();
}

Result<std::vector<std::unique_ptr<Printer>>> open_all(Order const &order, base::Clock const &clock) {
    auto wanted = printers_of(order);
    if (!wanted) {
        return std::move(wanted).fault();
    }
    std::vector<std::unique_ptr<Printer>> printers;
    for (auto &options : *wanted) {
        auto printer = Printer::open(std::move(options), clock);
        if (!printer) {
            return std::move(printer).fault();
        }
        printers.push_back(std::move(*printer));
    }
    return printers;
}

sigset_t stopping_signals(bool children) {
    sigset_t signals;
    sigemptyset(&signals);
    for (auto const signal : {SIGINT, SIGTERM, SIGHUP}) {
        sigaddset(&signals, signal);
    }
    if (children) {
        sigaddset(&signals, SIGCHLD);
    }
    return signals;
}

/// \p usual: the signals that were blocked before
Result<pid_t> start(std::vector<std::string> words, sigset_t const &usual) {
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    posix_spawnattr_setsigmask(&attributes, &usual);
    pid_t child = 0;
    auto const error =
        ::posix_spawnp(&child, words.front().c_str(), nullptr, &attributes, pointers(words).data(), environ);
    posix_spawnattr_destroy(&attributes);
    if (error != 0) {
        std::string const reason = std::strerror(error);
        return base::fault(Trouble::not_found, "不能运行 {}：{}", "cannot run {}: {}", words.front(), reason);
    }
    return child;
}

/// Until the command has ended. What a terminal sends, it sends to the command as well; what somebody sends
/// to this process alone is passed on.
int wait_for(pid_t child, sigset_t const &signals) {
    while (true) {
        siginfo_t info{};
        if (::sigwaitinfo(&signals, &info) > 0 && info.si_signo != SIGCHLD && info.si_code <= 0) {
            ::kill(child, info.si_signo);
        }
        int status = 0;
        if (::waitpid(child, &status, WNOHANG) == child) {
            return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        }
    }
}

/// Paper that is on its way comes out; a second signal switches the printers off.
void let_finish(std::vector<std::unique_ptr<Printer>> const &printers, sigset_t const &signals) {
    timespec const moment{0, 20'000'000};
    while (std::any_of(printers.begin(), printers.end(), [](auto const &one) { return one->busy(); })) {
        siginfo_t info{};
        if (::sigtimedwait(&signals, &info, &moment) > 0 && info.si_signo != SIGCHLD) {
            return;
        }
    }
}

Result<int> first_trouble(std::vector<std::unique_ptr<Printer>> const &printers, int status) {
    for (auto const &printer : printers) {
        if (auto const trouble = printer->trouble()) {
            return *trouble;
        }
    }
    return status;
}

} // namespace

Result<std::vector<Options>> printers_of(Order const &order) {
    auto models = order.models;
    if (models.size() == 1 && order.serials.size() > 1) {
        models.resize(order.serials.size(), models.front());
    }
    if (models.empty() && order.serials.empty() && !order.camera.empty()) {
        return std::vector<Options>{};
    }
    if (order.tray.empty()) {
        return base::fault(Trouble::usage, "要用 --tray 写明出纸的文件夹",
                           "say with --tray where the paper goes");
    }
    if (models.empty() || (!order.serials.empty() && order.serials.size() != models.size())) {
        return base::fault(Trouble::usage, "--serial 要和 --model 一样多",
                           "give as many --serial as --model");
    }
    FaultScript script;
    if (!order.faults.empty()) {
        auto read = read_fault_script(order.faults);
        if (!read) {
            return std::move(read).fault();
        }
        script = std::move(*read);
    }
    std::vector<Options> all;
    for (std::size_t i = 0; i < models.size(); ++i) {
        Options options;
        options.model = models[i];
        options.serial = !order.serials.empty() ? order.serials[i]
                         : models.size() > 1    ? fmt::format("EM{:010}", i + 1)
                                                : "";
        options.tray = models.size() > 1 ? order.tray / options.serial : order.tray;
        options.firmware = order.firmware;
        options.media = order.media < 0 ? std::nullopt : std::optional{order.media};
        options.remaining = order.remaining < 0 ? std::nullopt : std::optional{order.remaining};
        options.lot = order.lot.empty() ? std::nullopt : std::optional{order.lot};
        options.speed = std::max(1, order.speed);
        options.faults = i == 0 ? script.faults : std::vector<Fault>{}; // a script is the first printer's
        if (auto const who = identity_of(options); !who) {
            return who.fault();
        }
        all.push_back(std::move(options));
    }
    return all;
}

Result<base::Findings> check_faults(Order const &order) {
    if (order.faults.empty()) {
        return base::Findings{};
    }
    auto read = read_fault_script(order.faults);
    if (!read) {
        return std::move(read).fault();
    }
    return std::move(read->findings);
}

namespace {

/// The camera that was asked for, and who holds it.
struct Studio {
    std::unique_ptr<Camera> camera;
    std::unique_ptr<Photographer> photographer;
};

Result<Studio> open_studio(Order const &order, base::Clock const &clock) {
    Studio studio;
    if (order.camera.empty()) {
        return studio;
    }
    CameraOptions options;
    options.model = order.camera;
    if (!order.pictures.empty()) {
        auto pictures = Photographer::ready(order.pictures);
        if (!pictures) {
            return std::move(pictures).fault();
        }
        options.pictures = std::move(*pictures);
    }
    studio.camera = std::make_unique<Camera>(std::move(options), clock);
    if (!order.pictures.empty()) {
        studio.photographer = std::make_unique<Photographer>(*studio.camera, order.pictures);
    }
    return studio;
}

} // namespace

Result<int> run(Order const &order, std::vector<std::string> const &command) {
    if (auto const wanted = printers_of(order); !wanted) {
        return wanted.fault();
    }
    if (!preloaded()) {
        return start_anew();
    }
    ::unsetenv(marker);
    // Before the bus has its thread: every thread inherits what is blocked.
    auto const signals = stopping_signals(true);
    sigset_t usual;
    ::pthread_sigmask(SIG_BLOCK, &signals, &usual);
    base::SystemClock const clock;
    auto const printers = open_all(order, clock);
    if (!printers) {
        return printers.fault();
    }
    auto const studio = open_studio(order, clock);
    if (!studio) {
        return studio.fault();
    }
    auto const bus = FakeBus::create(clock);
    if (!bus) {
        return bus.fault();
    }
    for (auto const &printer : *printers) {
        (*bus)->add(*printer);
    }
    if (studio->camera) {
        (*bus)->add(*studio->camera);
    }
    auto const child = start(command, usual);
    if (!child) {
        return child.fault();
    }
    auto const status = wait_for(*child, signals);
    let_finish(*printers, signals);
    return first_trouble(*printers, status);
}

Result<int> serve(Order const &order, std::string const &address, void (*ready)(int port)) {
    if (!order.camera.empty()) {
        return base::fault(Trouble::usage, "相机只能用 emulator run", "a camera is for emulator run only");
    }
    auto const signals = stopping_signals(false);
    ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    base::SystemClock const clock;
    auto const printers = open_all(order, clock);
    if (!printers) {
        return printers.fault();
    }
    std::vector<Printer *> borrowed;
    for (auto const &printer : *printers) {
        borrowed.push_back(printer.get());
    }
    auto const server = UsbipServer::listen(address, borrowed);
    if (!server) {
        return server.fault();
    }
    auto const stop = ::signalfd(-1, &signals, SFD_CLOEXEC);
    ready((*server)->port());
    (*server)->serve(stop);
    ::close(stop);
    return first_trouble(*printers, 0);
}

} // namespace emulator

// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/print_server.hpp"
#include <algorithm>
#include <arpa/inet.h>
#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <fmt/format.h>
#include <fstream>
#include <netinet/in.h>
#include <sstream>
#include <stdexcept>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace support {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

namespace {

sockaddr_in loopback(int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

/// Free now, and with some luck still when the server takes it.
int free_port() {
    auto const socket = ::socket(AF_INET, SOCK_STREAM, 0);
    auto address = loopback(0);
    socklen_t size = sizeof address;
    auto *plain = reinterpret_cast<sockaddr *>(&address);
    auto const bound = ::bind(socket, plain, size) == 0 && ::getsockname(socket, plain, &size) == 0;
    ::close(socket);
    if (!bound) {
        throw std::runtime_error{"no free port"};
    }
    return ntohs(address.sin_port);
}

bool listens(int port) {
    auto const socket = ::socket(AF_INET, SOCK_STREAM, 0);
    auto const address = loopback(port);
    auto const there = ::connect(socket, reinterpret_cast<sockaddr const *>(&address), sizeof address) == 0;
    ::close(socket);
    return there;
}

std::string_view word_of(PrintServer::Kind kind) {
    using enum PrintServer::Kind;
    switch (kind) {
    case silent:
        return "silent";
    case failing:
        return "failing";
    case out_of_paper:
        return "empty";
    case slow:
        return "slow";
    default:
        return "counting";
    }
}

/// A backend is called with job, user, title, copies, options and perhaps a file; its printer is
/// <kind>:FOLDER.
constexpr auto backend = R"(#!/bin/sh
[ $# -eq 0 ] && exit 0
out="${{DEVICE_URI#*:}}"
{}
cat "${{6:--}}" > "$out/part" && mv "$out/part" "$out/$3.pdf"
printf '%s' "$5" > "$out/$3.options"
{}
)";

/// A printer description that knows one size of paper and takes PDF as it is.
constexpr auto letter = R"ppd(*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "LETTER.PPD"
*Manufacturer: "Platen"
*Product: "(Letter Printer)"
*ModelName: "Platen Letter Printer"
*ShortNickName: "Platen Letter Printer"
*NickName: "Platen Letter Printer"
*PSVersion: "(3010.000) 0"
*LanguageLevel: "3"
*ColorDevice: True
*DefaultColorSpace: RGB
*FileSystem: False
*cupsFilter2: "application/pdf application/pdf 0 -"
*OpenUI *PageSize/Media Size: PickOne
*DefaultPageSize: Letter
*PageSize Letter/US Letter: ""
*CloseUI: *PageSize
*OpenUI *PageRegion/Media Size: PickOne
*DefaultPageRegion: Letter
*PageRegion Letter/US Letter: ""
*CloseUI: *PageRegion
*DefaultImageableArea: Letter
*ImageableArea Letter/US Letter: "12 12 600 780"
*DefaultPaperDimension: Letter
*PaperDimension Letter/US Letter: "612 792"
*DefaultFont: Courier
)ppd";

} // namespace

PrintServer::PrintServer(std::vector<Queue> const &queues, std::string const &settings) : port_{free_port()} {
    for (auto const *name : {"etc/ppd", "spool/tmp", "state", "cache", "bin/backend", "bin/filter", "log"}) {
        fs::create_directories(folder_ / name);
    }
    fs::create_directory_symlink("/usr/lib/cups/daemon", folder_ / "bin/daemon");
    // Under its own name a security profile of the system would keep it out of this folder.
    fs::copy_file("/usr/sbin/cupsd", folder_ / "bin/print-server");
    write_backends();
    write_settings(settings);
    write_queues(queues);
    start();
}

PrintServer::~PrintServer() {
    stop();
}

void PrintServer::write_backends() const {
    auto const write = [&](Kind kind, std::string_view before, std::string_view after) {
        auto const path = folder_.file(fmt::format("bin/backend/{}", word_of(kind)),
                                       fmt::format(fmt::runtime(backend), before, after));
        fs::permissions(path, fs::perms::owner_all); // a root's server runs such as root, who may write here
    };
    constexpr auto count = "echo 'PAGE: 1 1' >&2";
    constexpr auto wait = "while [ -d \"$out\" ] && ! [ -e \"$out/go\" ]; do sleep 0.1; done";
    write(Kind::counting, "", count);
    write(Kind::silent, "", "");
    write(Kind::failing, "exit 1", "");
    write(Kind::out_of_paper,
          fmt::format("echo 'STATE: +media-empty-error' >&2; {}; echo 'STATE: -media-empty-error' >&2", wait),
          count);
    write(Kind::slow, wait, count);
}

void PrintServer::write_settings(std::string const &settings) const {
    static_cast<void>(folder_.file(
        "etc/cupsd.conf",
        fmt::format("Listen 127.0.0.1:{}\nLogLevel info\nBrowsing No\nWebInterface No\nDefaultAuthType None\n"
                    "{}\n<Location />\nOrder allow,deny\nAllow all\n</Location>\n"
                    "<Policy default>\n<Limit All>\nOrder deny,allow\n</Limit>\n</Policy>\n",
                    port_, settings)));
    auto const at = folder_.path().string();
    auto files = fmt::format("ServerRoot {0}/etc\nServerBin {0}/bin\nDataDir /usr/share/cups\nDocumentRoot "
                             "{0}\nRequestRoot {0}/spool\nTempDir {0}/spool/tmp\nStateDir {0}/state\n"
                             "CacheDir {0}/cache\nErrorLog {0}/log/error\nAccessLog {0}/log/access\n"
                             "PageLog {0}/log/page\nFileDevice Yes\n",
                             at);
    static_cast<void>(folder_.file("etc/cups-files.conf", files));
}

void PrintServer::write_queues(std::vector<Queue> const &queues) const {
    std::string text;
    for (auto const &queue : queues) {
        fs::create_directories(out(queue.name));
        auto const device = queue.kind == Kind::device_file
                                ? "file://" + (out(queue.name) / "device").string()
                                : fmt::format("{}:{}", word_of(queue.kind), out(queue.name).string());
        text += fmt::format("<Printer {}>\nDeviceURI {}\nState {}\nAccepting {}\nShared No\nErrorPolicy "
                            "abort-job\n</Printer>\n",
                            queue.name, device, queue.stopped ? "Stopped" : "Idle",
                            queue.accepting ? "Yes" : "No");
        if (queue.letter_only) {
            static_cast<void>(folder_.file("etc/ppd/" + queue.name + ".ppd", letter));
        }
    }
    static_cast<void>(folder_.file("etc/printers.conf", text));
}

void PrintServer::start() {
    auto const program = (folder_ / "bin/print-server").string();
    auto const settings = (folder_ / "etc/cupsd.conf").string();
    auto const files = (folder_ / "etc/cups-files.conf").string();
    process_ = ::fork();
    if (process_ == 0) {
        auto const nothing = ::open((folder_ / "log/said").c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
        ::dup2(nothing, STDOUT_FILENO);
        ::dup2(nothing, STDERR_FILENO);
        ::execl(program.c_str(), "print-server", "-c", settings.c_str(), "-s", files.c_str(), "-f", nullptr);
        ::_exit(127);
    }
    for (int i = 0; i < 200 && !listens(port_); ++i) {
        if (::waitpid(process_, nullptr, WNOHANG) == process_) {
            process_ = 0;
            break;
        }
        std::this_thread::sleep_for(50ms);
    }
    if (process_ == 0 || !listens(port_)) {
        throw std::runtime_error{"the print server does not start: " + log()};
    }
}

void PrintServer::stop() {
    if (process_ != 0) {
        ::kill(process_, SIGKILL);
        ::waitpid(process_, nullptr, 0);
        process_ = 0;
    }
}

void PrintServer::freeze() const {
    ::kill(process_, SIGSTOP);
}

std::string PrintServer::host() const {
    return fmt::format("127.0.0.1:{}", port_);
}

std::string PrintServer::uri(std::string const &queue) const {
    return fmt::format("ipp://localhost:{}/printers/{}", port_, queue);
}

std::vector<fs::path> PrintServer::kept(std::string const &queue) const {
    std::vector<fs::path> files;
    for (auto const &entry : fs::directory_iterator{out(queue)}) {
        if (entry.path().extension() == ".pdf") {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

void PrintServer::let_go(std::string const &queue) const {
    static_cast<void>(folder_.file("out/" + queue + "/go", ""));
}

std::string PrintServer::log() const {
    std::ostringstream text;
    for (auto const *name : {"log/said", "log/error"}) {
        text << std::ifstream{folder_ / name}.rdbuf();
    }
    return text.str();
}

} // namespace support

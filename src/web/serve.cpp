// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/serve.hpp"
#include "desk/invitations.hpp"
#include "web/site.hpp"
#include "web/tls.hpp"
#include <arpa/inet.h>
#include <charconv>
#include <csignal>
#include <netinet/in.h>
#include <pthread.h>

namespace web {

using base::fault;
using base::Trouble;
namespace fs = std::filesystem;

namespace {

/// 127.0.0.1:8620, [::1]:8620, or :8620 for loopback.
base::Result<Listening> read_listen(std::string const &text) {
    auto const colon = text.rfind(':');
    Listening listening;
    unsigned port = 0;
    auto const digits = colon == std::string::npos ? std::string{} : text.substr(colon + 1);
    auto const read = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (digits.empty() || read.ptr != digits.data() + digits.size() || read.ec != std::errc{} ||
        port > 65535) {
        return fault(Trouble::usage, "“{}”：--listen 应如 127.0.0.1:8620 或 0.0.0.0:8620",
                     "'{}': --listen is such as 127.0.0.1:8620 or 0.0.0.0:8620", text);
    }
    listening.port = static_cast<std::uint16_t>(port);
    auto address = text.substr(0, colon);
    if (address.starts_with('[') && address.ends_with(']')) {
        address = address.substr(1, address.size() - 2);
    }
    if (!address.empty()) {
        listening.address = address == "localhost" ? "127.0.0.1" : address;
    }
    return listening;
}

bool is_loopback(std::string const &address) {
    in_addr four{};
    in6_addr six{};
    return (::inet_pton(AF_INET, address.c_str(), &four) == 1 && (ntohl(four.s_addr) >> 24U) == 127U) ||
           (::inet_pton(AF_INET6, address.c_str(), &six) == 1 && IN6_IS_ADDR_LOOPBACK(&six) != 0);
}

base::Result<> add_tls(ServeOrder const &order, Listening &listening) {
    auto const given = !order.certificate.empty() || !order.key.empty();
    auto const certificate = given ? order.certificate : order.store / "tls.pem";
    auto const key = given ? order.key : order.store / "tls.key";
    std::error_code error;
    if (!given && !fs::exists(certificate, error)) {
        if (is_loopback(listening.address)) {
            return {};
        }
        return fault(Trouble::not_allowed,
                     "在 {} 上监听时别的电脑也能连进来，必须加密：先用 platen tls init 做一张证书，或者用 "
                     "--cert 和 --key 指明",
                     "on {} other computers can connect, so it has to be encrypted: make a certificate with "
                     "platen tls "
                     "init, or name one with --cert and --key",
                     listening.address);
    }
    if (!given && is_loopback(listening.address)) {
        return {}; // nobody listens in on this machine itself, and nobody has to trust a certificate
    }
    auto files = read_tls(certificate, key);
    if (!files) {
        return std::move(files).fault();
    }
    listening.certificate = std::move(files->certificate);
    listening.key = std::move(files->key);
    return {};
}

/// The store, made where there is none: whoever serves for the first time sets it up in the browser.
base::Result<store::Store> open_store(ServeOrder const &order, desk::Setting const &setting) {
    if (!store::Store::exists(order.store)) {
        return store::Store::create(order.store, setting.clock.now());
    }
    return store::Store::open(order.store);
}

/// Signals wait for this thread from before any other begins.
class Signals {
public:
    Signals() {
        ::sigemptyset(&set_);
        ::sigaddset(&set_, SIGINT);
        ::sigaddset(&set_, SIGTERM);
        ::pthread_sigmask(SIG_BLOCK, &set_, &before_);
        ::signal(SIGPIPE, SIG_IGN);
    }
    Signals(Signals const &) = delete;
    Signals &operator=(Signals const &) = delete;
    ~Signals() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
    void wait() const {
        int signal = 0;
        ::sigwait(&set_, &signal);
    }

private:
    sigset_t set_{}, before_{};
};

std::string address_of(Listening const &listening, std::uint16_t port) {
    auto const *scheme = listening.certificate.empty() ? "http" : "https";
    auto const six = listening.address.find(':') != std::string::npos;
    return six ? fmt::format("{}://[{}]:{}/", scheme, listening.address, port)
               : fmt::format("{}://{}:{}/", scheme, listening.address, port);
}

} // namespace

base::Result<> serve(ServeOrder const &order, desk::Setting const &setting) {
    Signals const signals;
    auto listening = read_listen(order.listen);
    auto store =
        listening ? open_store(order, setting) : base::Result<store::Store>{base::Fault{listening.fault()}};
    if (!store) {
        return std::move(store).fault();
    }
    if (auto tls = add_tls(order, *listening); !tls) {
        return tls;
    }
    auto service = Service::make(order.store, setting);
    auto site = service ? PlatenSite::make(**service)
                        : base::Result<std::unique_ptr<PlatenSite>>{base::Fault{service.fault()}};
    if (!site) {
        return std::move(site).fault();
    }
    (*service)->cameras.offer(order.cameras);
    (*service)->secure = !listening->certificate.empty();
    auto server = Server::start(*listening, **site);
    auto setup = server ? desk::first_setup(*store, setting.clock.now())
                        : base::Result<std::optional<std::string>>{base::Fault{server.fault()}};
    if (!setup) {
        return std::move(setup).fault();
    }
    auto const address = address_of(*listening, (*server)->port());
    order.ready(address, *setup ? std::optional{address + "setup?token=" + **setup} : std::nullopt);
    signals.wait();
    (*service)->hub.close();
    server->reset();
    return {};
}

} // namespace web

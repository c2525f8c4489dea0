// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/server.hpp"
#include "web/exchange.hpp"
#include "web/workers.hpp"
#include <algorithm>
#include <arpa/inet.h>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace web {

using base::fault;
using base::Trouble;

namespace {

using Daemon = base::Handle<MHD_Daemon, MHD_stop_daemon>;
using Clock = std::chrono::steady_clock;

} // namespace

/// By when a connection must have sent the rest of its request.
struct Deadline {
    int socket = -1;
    Clock::time_point at;
};

struct Server::Inner {
    Inner(Listening const &wanted, Site &shown)
        : limits{wanted.limits}, site{shown}, workers{wanted.limits.workers, wanted.limits.waiting} {}

    MHD_Result handle(MHD_Connection *connection, char const *method, char const *version, char const *data,
                      std::size_t *size, Exchange &exchange);
    MHD_Result begin(MHD_Connection *connection, char const *method, Exchange &exchange);
    MHD_Result dispatch(MHD_Connection *connection, Exchange &exchange);
    MHD_Result reply(MHD_Connection *connection, Exchange &exchange, Response const &response) const;
    void connected(MHD_Connection *connection, bool open);
    void allow_time(MHD_Connection *connection, std::size_t bytes);
    void reap(std::stop_token const &ending);

    Limits limits;
    Site &site;
    std::atomic<bool> ending{false};
    std::mutex mutex;
    std::map<MHD_Connection *, Deadline> reading; ///< those whose request is not whole yet
    std::atomic<int> suspended{0};
    Daemon daemon;
    Workers workers;
    std::jthread reaper;
};

namespace {

MHD_Result on_request(void *inner, MHD_Connection *connection, char const * /*url*/, char const *method,
                      char const *version, char const *data, std::size_t *size, void **exchange) {
    return static_cast<Server::Inner *>(inner)->handle(connection, method, version, data, size,
                                                       *static_cast<Exchange *>(*exchange));
}

void *on_uri(void * /*inner*/, char const *uri, MHD_Connection * /*connection*/) {
    return new Exchange{uri};
}

void on_completed(void *inner, MHD_Connection *connection, void **exchange,
                  MHD_RequestTerminationCode /*why*/) {
    static_cast<Server::Inner *>(inner)->connected(connection, true);
    std::unique_ptr<Exchange> const owned{static_cast<Exchange *>(*exchange)};
    if (owned && owned->feed) {
        owned->feed->closed();
    }
    *exchange = nullptr;
}

void on_connection(void *inner, MHD_Connection *connection, void ** /*context*/,
                   MHD_ConnectionNotificationCode what) {
    static_cast<Server::Inner *>(inner)->connected(connection, what == MHD_CONNECTION_NOTIFY_STARTED);
}

std::size_t keep_escapes(void * /*inner*/, MHD_Connection * /*connection*/, char *text) {
    return std::strlen(text);
}

void say_nothing(void * /*inner*/, char const * /*format*/, va_list /*arguments*/) {}

} // namespace

void Server::Inner::connected(MHD_Connection *connection, bool open) {
    auto const *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    std::lock_guard const lock{mutex};
    if (open && info != nullptr) {
        int const one = 1;
        ::setsockopt(info->connect_fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        reading[connection] = {info->connect_fd, Clock::now() + std::chrono::seconds{limits.request_seconds}};
    } else {
        reading.erase(connection);
    }
}

/// A browser that sends a byte now and then is never idle; it is cut off here.
void Server::Inner::reap(std::stop_token const &done) {
    while (!done.stop_requested()) {
        std::this_thread::sleep_for(std::chrono::milliseconds{200});
        std::lock_guard const lock{mutex};
        auto const now = Clock::now();
        for (auto const &[connection, deadline] : reading) {
            if (deadline.at < now) {
                ::shutdown(deadline.socket, SHUT_RDWR); // it is still open: closing waits for this lock
            }
        }
    }
}

MHD_Result Server::Inner::begin(MHD_Connection *connection, char const *method, Exchange &exchange) {
    read_head(connection, method, exchange);
    if (exchange.refused == 0) {
        exchange.most = site.most_bytes(exchange.request);
        expect_body(connection, exchange);
    }
    if (exchange.refused != 0) {
        return reply(connection, exchange, site.refuse(exchange.refused));
    }
    allow_time(connection, exchange.most);
    return MHD_YES;
}

/// A body may take longer than a head, as long as it comes at the pace of a bad line.
void Server::Inner::allow_time(MHD_Connection *connection, std::size_t bytes) {
    static constexpr std::size_t slowest = 64 * 1024; // bytes a second
    std::lock_guard const lock{mutex};
    if (auto const found = reading.find(connection); found != reading.end()) {
        found->second.at += std::chrono::seconds{bytes / slowest};
    }
}

MHD_Result Server::Inner::handle(MHD_Connection *connection, char const *method, char const * /*version*/,
                                 char const *data, std::size_t *size, Exchange &exchange) {
    if (!exchange.begun) {
        return begin(connection, method, exchange);
    }
    if (*size != 0) {
        take_body(exchange, data, *size);
        *size = 0;
        // What is refused is read on for a while, so that the browser gets to see the answer.
        static constexpr std::size_t patience = 1 << 20;
        return exchange.refused == 0 || exchange.taken < exchange.most + patience ? MHD_YES : MHD_NO;
    }
    if (exchange.answered) {
        return reply(connection, exchange, exchange.response);
    }
    return dispatch(connection, exchange);
}

MHD_Result Server::Inner::dispatch(MHD_Connection *connection, Exchange &exchange) {
    end_body(exchange);
    if (exchange.refused != 0) {
        return reply(connection, exchange, site.refuse(exchange.refused));
    }
    connected(connection, false); // read whole
    // Suspended before a worker can resume it.
    MHD_suspend_connection(connection);
    suspended += 1;
    auto const taken = workers.add([this, connection, &exchange] {
        exchange.response = ending ? site.refuse(503) : site.answer(exchange.request);
        exchange.answered = true;
        suspended -= 1;
        MHD_resume_connection(connection);
    });
    if (!taken) {
        exchange.response = site.refuse(503);
        exchange.answered = true;
        suspended -= 1;
        MHD_resume_connection(connection);
    }
    return MHD_YES;
}

MHD_Result Server::Inner::reply(MHD_Connection *connection, Exchange &exchange,
                                Response const &response) const {
    auto made = reply_of(connection, response);
    auto const status = static_cast<unsigned>(made ? response.status : 500);
    if (!made) {
        made = reply_of(connection, {});
    }
    exchange.feed = response.events;
    if (exchange.refused != 0) {
        MHD_add_response_header(made.get(), "Connection", "close");
    }
    return MHD_queue_response(connection, status, made.get());
}

namespace {

/// A socket that listens, or why there is none.
base::Result<int> listen_on(Listening const &wanted) {
    sockaddr_storage storage{};
    auto *four = reinterpret_cast<sockaddr_in *>(&storage);
    auto *six = reinterpret_cast<sockaddr_in6 *>(&storage);
    socklen_t length = 0;
    if (::inet_pton(AF_INET, wanted.address.c_str(), &four->sin_addr) == 1) {
        four->sin_family = AF_INET;
        four->sin_port = htons(wanted.port);
        length = sizeof *four;
    } else if (::inet_pton(AF_INET6, wanted.address.c_str(), &six->sin6_addr) == 1) {
        six->sin6_family = AF_INET6;
        six->sin6_port = htons(wanted.port);
        length = sizeof *six;
    } else {
        return fault(Trouble::usage, "“{}”不是网络地址，应如 127.0.0.1 或 0.0.0.0",
                     "'{}' is no network address such as 127.0.0.1 or 0.0.0.0", wanted.address);
    }
    int const listener = ::socket(storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    int const one = 1;
    if (listener < 0 || ::setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one) != 0 ||
        ::bind(listener, reinterpret_cast<sockaddr *>(&storage), length) != 0 ||
        ::listen(listener, SOMAXCONN) != 0) {
        int const why = errno;
        if (listener >= 0) {
            ::close(listener);
        }
        auto const kind = why == EADDRINUSE ? Trouble::busy : Trouble::not_allowed;
        return why == EADDRINUSE
                   ? fault(kind,
                           "端口 {} 已经被占用：也许 platen serve 已在运行；换一个端口用 --listen {}:{}",
                           "port {} is taken: perhaps platen serve is running already; choose another with "
                           "--listen {}:{}",
                           wanted.port, wanted.address, wanted.port + 1)
                   : fault(kind, "不能在 {}:{} 上监听：{}", "cannot listen on {}:{}: {}", wanted.address,
                           wanted.port, std::strerror(why));
    }
    return listener;
}

} // namespace

Server::Server(std::unique_ptr<Inner> inner) : inner_{std::move(inner)} {}

Server::~Server() {
    inner_->ending = true;
    inner_->reaper.request_stop();
    while (inner_->suspended > 0) { // a suspended connection cannot be ended
        std::this_thread::sleep_for(std::chrono::milliseconds{1});
    }
    inner_->daemon.reset();
}

base::Result<std::unique_ptr<Server>> Server::start(Listening const &wanted, Site &site) {
    auto const listener = listen_on(wanted);
    if (!listener) {
        return base::Fault{listener.fault()};
    }
    auto inner = std::make_unique<Inner>(wanted, site);
    auto *self = inner.get();
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG;
    std::vector<MHD_OptionItem> options{
        {MHD_OPTION_LISTEN_SOCKET, *listener, nullptr},
        {MHD_OPTION_CONNECTION_LIMIT, static_cast<std::intptr_t>(wanted.limits.connections), nullptr},
        {MHD_OPTION_CONNECTION_TIMEOUT, static_cast<std::intptr_t>(wanted.limits.idle_seconds), nullptr},
        {MHD_OPTION_CONNECTION_MEMORY_LIMIT, static_cast<std::intptr_t>(wanted.limits.head_bytes), nullptr},
        {MHD_OPTION_STRICT_FOR_CLIENT, 1, nullptr},
        {MHD_OPTION_NOTIFY_COMPLETED, reinterpret_cast<std::intptr_t>(on_completed), self},
        {MHD_OPTION_NOTIFY_CONNECTION, reinterpret_cast<std::intptr_t>(on_connection), self},
        {MHD_OPTION_URI_LOG_CALLBACK, reinterpret_cast<std::intptr_t>(on_uri), self},
        {MHD_OPTION_UNESCAPE_CALLBACK, reinterpret_cast<std::intptr_t>(keep_escapes), self},
        {MHD_OPTION_EXTERNAL_LOGGER, reinterpret_cast<std::intptr_t>(say_nothing), self},
    };
    if (!wanted.certificate.empty()) {
        flags |= MHD_USE_TLS;
        options.push_back({MHD_OPTION_HTTPS_MEM_CERT, 0, const_cast<char *>(wanted.certificate.c_str())});
        options.push_back({MHD_OPTION_HTTPS_MEM_KEY, 0, const_cast<char *>(wanted.key.c_str())});
        static char const *const priorities = "SECURE128:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2";
        options.push_back({MHD_OPTION_HTTPS_PRIORITIES, 0, const_cast<char *>(priorities)});
    }
    options.push_back({MHD_OPTION_END, 0, nullptr});
    inner->daemon.reset(MHD_start_daemon(flags, 0, nullptr, nullptr, on_request, self, MHD_OPTION_ARRAY,
                                         options.data(), MHD_OPTION_END));
    if (!inner->daemon) {
        ::close(*listener);
        return fault(Trouble::bad_input, "证书或私钥不能用，网页服务没有启动",
                     "the certificate or its key cannot be used; the web server did not start");
    }
    inner->reaper = std::jthread{[self](std::stop_token const &done) { self->reap(done); }};
    return std::unique_ptr<Server>{new Server{std::move(inner)}};
}

std::uint16_t Server::port() const {
    auto const *info = MHD_get_daemon_info(inner_->daemon.get(), MHD_DAEMON_INFO_BIND_PORT);
    return info == nullptr ? std::uint16_t{0} : info->port;
}

} // namespace web

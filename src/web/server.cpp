// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/server.hpp"
#include "base/handle.hpp"
#include "base/text.hpp"
#include "web/workers.hpp"
#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <fstream>
#include <microhttpd.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace web {

using base::fault;
using base::Trouble;

namespace {

using PostReader = base::Handle<MHD_PostProcessor, MHD_destroy_post_processor>;
using Daemon = base::Handle<MHD_Daemon, MHD_stop_daemon>;
using Clock = std::chrono::steady_clock;

/// One request on its way through the server: made with its first line, gone with its last byte.
struct Exchange {
    explicit Exchange(std::string_view uri) : raw_uri{uri} {}

    std::string raw_uri;
    Request request;
    bool begun = false;
    std::size_t most = 0, taken = 0;
    int refused = 0; ///< status that it will end with, whatever else comes
    PostReader form;
    std::ofstream upload;
    std::atomic<bool> answered{false};
    Response response;
    std::shared_ptr<EventFeed> feed;
};

MHD_Result copy_header(void *into, MHD_ValueKind /*kind*/, char const *name, char const *value) {
    std::string lower{name == nullptr ? "" : name};
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    static_cast<Values *>(into)->add(std::move(lower), value == nullptr ? "" : value);
    return MHD_YES;
}

MHD_Result copy_cookie(void *into, MHD_ValueKind /*kind*/, char const *name, char const *value) {
    static_cast<Values *>(into)->add(name == nullptr ? "" : name, value == nullptr ? "" : value);
    return MHD_YES;
}

std::string address_text(sockaddr const *address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (address != nullptr && address->sa_family == AF_INET) {
        auto const *four = reinterpret_cast<sockaddr_in const *>(address);
        ::inet_ntop(AF_INET, &four->sin_addr, text.data(), text.size());
    } else if (address != nullptr && address->sa_family == AF_INET6) {
        auto const *six = reinterpret_cast<sockaddr_in6 const *>(address);
        ::inet_ntop(AF_INET6, &six->sin6_addr, text.data(), text.size());
    }
    return text.data();
}

bool read_query(std::string_view text, Values &values) {
    for (auto const &pair : base::split(text, '&')) {
        if (pair.empty()) {
            continue;
        }
        auto const equals = pair.find('=');
        auto name = decoded(pair.substr(0, equals), true);
        auto value =
            decoded(equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1), true);
        if (!name || !value) {
            return false;
        }
        values.add(std::move(*name), std::move(*value));
    }
    return true;
}

/// \return false where the request line is none that this site can have
bool read_target(std::string_view uri, Request &request) {
    auto const mark = uri.find('?');
    auto path = decoded(uri.substr(0, mark), false);
    if (!path || !path->starts_with('/') || path->find("//") != std::string::npos ||
        path->find('\\') != std::string::npos) {
        return false;
    }
    for (auto const &part : base::split(*path, '/')) {
        if (part == "." || part == "..") {
            return false;
        }
    }
    request.path = std::move(*path);
    return mark == std::string_view::npos || read_query(uri.substr(mark + 1), request.query);
}

/// One value of a form, in pieces as they come.
MHD_Result take_field(void *exchange_pointer, MHD_ValueKind /*kind*/, char const *name, char const *file_name,
                      char const * /*type*/, char const * /*encoding*/, char const *data,
                      std::uint64_t offset, std::size_t size) {
    auto &exchange = *static_cast<Exchange *>(exchange_pointer);
    auto &request = exchange.request;
    if (name == nullptr) {
        return MHD_YES;
    }
    if (file_name != nullptr && *file_name == '\0' && size == 0) {
        return MHD_YES; // no file was chosen
    }
    if (file_name == nullptr) {
        static constexpr std::size_t most_fields = 20'000;
        if (offset == 0) {
            request.form.add(name, std::string{data, size});
        } else {
            request.form.append_to_last({data, size});
        }
        return request.form.pairs().size() <= most_fields ? MHD_YES : MHD_NO;
    }
    if (offset == 0) {
        if (!request.scratch) {
            request.scratch = ScratchFolder::make();
        }
        if (!request.scratch) {
            exchange.refused = 507;
            return MHD_NO;
        }
        auto const place = request.scratch->path() / fmt::format("{}", request.uploads.size());
        request.uploads.push_back({name, file_name, place});
        exchange.upload.close();
        exchange.upload.clear();
        exchange.upload.open(place, std::ios::binary);
    }
    exchange.upload.write(data, static_cast<std::streamsize>(size));
    if (!exchange.upload) {
        exchange.refused = 507;
        return MHD_NO;
    }
    return MHD_YES;
}

bool is_text(Request const &request) {
    auto const fine = [](std::string const &text) {
        return base::is_utf8(text) && text.find('\0') == std::string::npos;
    };
    return std::all_of(request.form.pairs().begin(), request.form.pairs().end(),
                       [&](auto const &pair) { return fine(pair.first) && fine(pair.second); }) &&
           std::all_of(request.uploads.begin(), request.uploads.end(),
                       [&](Upload const &upload) { return fine(upload.name) && fine(upload.field); });
}

bool is_form(std::string_view type) {
    return type.starts_with("application/x-www-form-urlencoded") || type.starts_with("multipart/form-data");
}

ssize_t read_feed(void *feed_pointer, std::uint64_t /*position*/, char *buffer, std::size_t size);

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
    void take(Exchange &exchange, char const *data, std::size_t size) const;
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
    exchange.begun = true;
    auto &request = exchange.request;
    request.method = method;
    auto const *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    request.peer = address_text(info == nullptr ? nullptr : info->client_addr);
    MHD_get_connection_values(connection, MHD_HEADER_KIND, copy_header, &request.headers);
    MHD_get_connection_values(connection, MHD_COOKIE_KIND, copy_cookie, &request.cookies);
    if (request.method != "GET" && request.method != "HEAD" && request.method != "POST") {
        exchange.refused = 405;
    } else if (!read_target(exchange.raw_uri, request)) {
        exchange.refused = 400;
    } else if (request.headers.all("host").size() > 1 || request.headers.all("content-length").size() > 1 ||
               (request.headers.has("content-length") && request.headers.has("transfer-encoding"))) {
        exchange.refused = 400; // two readers could disagree about where this request ends
    }
    if (exchange.refused == 0) {
        exchange.most = site.most_bytes(request);
        auto const &length = request.headers.of("content-length");
        if (length.size() > 12 ||
            (!length.empty() && std::strtoull(length.c_str(), nullptr, 10) > exchange.most)) {
            exchange.refused = 413;
        }
    }
    if (exchange.refused != 0) {
        return reply(connection, exchange, site.refuse(exchange.refused));
    }
    if (request.method == "POST" && is_form(request.headers.of("content-type"))) {
        static constexpr std::size_t pieces = 32 * 1024;
        exchange.form.reset(MHD_create_post_processor(connection, pieces, take_field, &exchange));
        exchange.refused = exchange.form ? 0 : 400;
    }
    allow_time(connection, exchange.most);
    return exchange.refused == 0 ? MHD_YES : reply(connection, exchange, site.refuse(exchange.refused));
}

/// A body may take longer than a head, as long as it comes at the pace of a bad line.
void Server::Inner::allow_time(MHD_Connection *connection, std::size_t bytes) {
    static constexpr std::size_t slowest = 64 * 1024; // bytes a second
    std::lock_guard const lock{mutex};
    if (auto const found = reading.find(connection); found != reading.end()) {
        found->second.at += std::chrono::seconds{bytes / slowest};
    }
}

void Server::Inner::take(Exchange &exchange, char const *data, std::size_t size) const {
    exchange.taken += size;
    if (exchange.refused != 0) {
        return;
    }
    if (exchange.taken > exchange.most) {
        exchange.refused = 413;
    } else if (!exchange.form) {
        exchange.request.body.append(data, size);
    } else if (MHD_post_process(exchange.form.get(), data, size) != MHD_YES && exchange.refused == 0) {
        exchange.refused = 400;
    }
}

MHD_Result Server::Inner::handle(MHD_Connection *connection, char const *method, char const * /*version*/,
                                 char const *data, std::size_t *size, Exchange &exchange) {
    if (!exchange.begun) {
        return begin(connection, method, exchange);
    }
    if (*size != 0) {
        take(exchange, data, *size);
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
    if (exchange.form) {
        exchange.form.reset(); // hands over what it still holds
        exchange.upload.close();
        if (exchange.refused == 0 && !is_text(exchange.request)) {
            exchange.refused = 400;
        }
    }
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

namespace {

using Reply = base::Handle<MHD_Response, MHD_destroy_response>;

/// What a connection holds of a feed while it is open.
struct FeedReader {
    std::shared_ptr<EventFeed> feed;
    MHD_Connection *connection = nullptr;
    std::string rest;
    std::mutex mutex;
    bool asleep = false;
};

ssize_t read_feed(void *reader_pointer, std::uint64_t /*position*/, char *buffer, std::size_t size) {
    auto &reader = **static_cast<std::shared_ptr<FeedReader> *>(reader_pointer);
    if (reader.rest.empty()) {
        std::lock_guard const lock{reader.mutex};
        auto more = reader.feed->take();
        if (!more) {
            return MHD_CONTENT_READER_END_OF_STREAM;
        }
        reader.rest = std::move(*more);
        if (reader.rest.empty()) {
            reader.asleep = true;
            MHD_suspend_connection(reader.connection);
            return 0;
        }
    }
    auto const count = std::min(size, reader.rest.size());
    std::memcpy(buffer, reader.rest.data(), count);
    reader.rest.erase(0, count);
    return static_cast<ssize_t>(count);
}

void forget_feed(void *reader_pointer) {
    std::unique_ptr<std::shared_ptr<FeedReader>> const owned{
        static_cast<std::shared_ptr<FeedReader> *>(reader_pointer)};
    auto &reader = **owned;
    std::lock_guard const lock{reader.mutex};
    reader.connection = nullptr;
}

Reply feed_reply(MHD_Connection *connection, std::shared_ptr<EventFeed> const &feed) {
    auto reader = std::make_shared<FeedReader>();
    reader->feed = feed;
    reader->connection = connection;
    feed->on_ready([weak = std::weak_ptr{reader}] {
        auto const there = weak.lock();
        if (!there) {
            return;
        }
        std::lock_guard const lock{there->mutex};
        if (there->asleep && there->connection != nullptr) {
            there->asleep = false;
            MHD_resume_connection(there->connection);
        }
    });
    static constexpr std::size_t block = 4096;
    return Reply{MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, block, read_feed,
                                                   new std::shared_ptr<FeedReader>{reader}, forget_feed)};
}

Reply file_reply(std::filesystem::path const &file) {
    int const descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    std::error_code error;
    auto const size = std::filesystem::file_size(file, error);
    if (descriptor < 0 || error) {
        if (descriptor >= 0) {
            ::close(descriptor);
        }
        return nullptr;
    }
    return Reply{MHD_create_response_from_fd64(size, descriptor)};
}

Reply shared_reply(std::shared_ptr<std::string const> const &body) {
    auto owned = std::make_unique<std::shared_ptr<std::string const>>(body);
    auto const give = [](void *pointer) {
        delete static_cast<std::shared_ptr<std::string const> *>(pointer);
    };
    Reply reply{MHD_create_response_from_buffer_with_free_callback_cls(
        body->size(), const_cast<char *>(body->data()), give, owned.get())};
    if (reply) {
        static_cast<void>(owned.release());
    }
    return reply;
}

Reply body_reply(std::string const &body) {
    return Reply{
        MHD_create_response_from_buffer(body.size(), const_cast<char *>(body.data()), MHD_RESPMEM_MUST_COPY)};
}

} // namespace

MHD_Result Server::Inner::reply(MHD_Connection *connection, Exchange &exchange,
                                Response const &response) const {
    Reply made = response.events         ? feed_reply(connection, response.events)
                 : response.shared_body  ? shared_reply(response.shared_body)
                 : response.file.empty() ? body_reply(response.body)
                                         : file_reply(response.file);
    auto status = static_cast<unsigned>(response.status);
    if (!made) {
        status = 500;
        made = body_reply("");
    }
    exchange.feed = response.events;
    for (auto const &[name, value] : response.headers) {
        if (MHD_add_response_header(made.get(), name.c_str(), value.c_str()) != MHD_YES) {
            return MHD_NO; // a line break in a header: nothing is sent rather than somebody's header
        }
    }
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

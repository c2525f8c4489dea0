// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// HTTP/1.1 over TCP or TLS. microhttpd.h stays behind exchange.hpp. One thread serves all sockets;
/// pages are made by a few others, so that neither a slow browser nor a slow page holds up anybody else.
#include "base/result.hpp"
#include "web/http.hpp"

namespace web {

struct Limits {
    unsigned connections = 1200;
    unsigned workers = 8;
    std::size_t waiting = 512;          ///< requests that wait for a worker; more are told to come back
    std::size_t head_bytes = 32 * 1024; ///< request line and headers
    unsigned idle_seconds = 30;         ///< between two requests of a connection, or two pieces of one
    unsigned request_seconds = 30;      ///< for the head of a request from its connection's first byte
};

/// What a server is asked to do with a request.
class Site {
public:
    virtual ~Site() = default;
    /// The largest body that is read for this request, of which the head is known; asked before anything of
    /// the body is. Called by the thread of the sockets: it must not wait.
    virtual std::size_t most_bytes(Request const &head) = 0;
    /// \return the answer; called by several threads at once
    virtual Response answer(Request const &request) = 0;
    /// For what is refused before a page sees it (400, 413, 503 ...).
    virtual Response refuse(int status) = 0;
};

struct Listening {
    std::string address = "127.0.0.1"; ///< numeric, IPv4 or IPv6
    std::uint16_t port = 0;            ///< 0: any free one
    std::string certificate, key;      ///< PEM; both empty: no TLS
    Limits limits{};
};

class Server {
public:
    /// \p site outlives the server. \return busy where the port is taken; not_allowed where the user may not
    /// have it; bad_input where certificate or key cannot be used
    static base::Result<std::unique_ptr<Server>> start(Listening const &listening, Site &site);
    Server(Server const &) = delete;
    Server &operator=(Server const &) = delete;
    ~Server(); ///< ends what is under way

    [[nodiscard]] std::uint16_t port() const;

    struct Inner;

private:
    explicit Server(std::unique_ptr<Inner> inner);
    std::unique_ptr<Inner> inner_;
};

} // namespace web

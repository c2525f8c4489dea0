// SPDX-License-Identifier: GPL-3.0-or-later
#include "emulator/usbip.hpp"
#include "base/text.hpp"
#include "emulator/usbip_client.hpp"
#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <list>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace emulator {

namespace {

constexpr std::size_t most_clients = 16;

/// Owns a descriptor.
class Descriptor {
public:
    explicit Descriptor(int number) : number_{number} {}
    Descriptor(Descriptor &&other) noexcept : number_{std::exchange(other.number_, -1)} {}
    Descriptor &operator=(Descriptor &&) = delete;
    ~Descriptor() {
        if (number_ >= 0) {
            ::close(number_);
        }
    }
    [[nodiscard]] int number() const { return number_; }

private:
    int number_;
};

struct Connection {
    Descriptor socket;
    UsbipClient client;
    bool lost = false; ///< the other side is gone
};

std::optional<sockaddr_in> address_of(std::string const &text) {
    auto const parts = base::split(text, ':');
    sockaddr_in address{};
    address.sin_family = AF_INET;
    std::uint16_t port = 0;
    if (parts.size() != 2 || ::inet_pton(AF_INET, std::string{parts[0]}.c_str(), &address.sin_addr) != 1 ||
        std::from_chars(parts[1].data(), parts[1].data() + parts[1].size(), port).ec != std::errc{}) {
        return std::nullopt;
    }
    address.sin_port = htons(port);
    return address;
}

} // namespace

class UsbipServer::Inner {
public:
    Inner(Descriptor socket, std::vector<Printer *> printers)
        : socket_{std::move(socket)}, printers_{std::move(printers)} {}

    [[nodiscard]] int port() const {
        sockaddr_in address{};
        socklen_t size = sizeof address;
        ::getsockname(socket_.number(), reinterpret_cast<sockaddr *>(&address), &size);
        return ntohs(address.sin_port);
    }
    void serve(int stop);

private:
    bool wait(int stop);
    void accept();
    static void receive(Connection &connection);
    static void send(Connection &connection);
    [[nodiscard]] bool is_taken(Printer const &printer) const;

    Descriptor socket_;
    std::vector<Printer *> printers_;
    std::list<Connection> connections_;
};

void UsbipServer::Inner::serve(int stop) {
    while (wait(stop)) {
        for (auto &connection : connections_) {
            if (!connection.lost) {
                connection.client.work();
                send(connection);
            }
        }
        connections_.remove_if([](Connection const &one) { return one.lost || one.client.broken(); });
    }
}

/// Until there is something to do. \return false once it is to stop
bool UsbipServer::Inner::wait(int stop) {
    constexpr int a_moment = 1, idle = 50; // ms
    std::vector<pollfd> watched{{stop, POLLIN, 0}, {socket_.number(), POLLIN, 0}};
    bool waits = false;
    for (auto const &connection : connections_) {
        short const events = connection.client.to_send().empty() ? POLLIN : POLLIN | POLLOUT;
        watched.push_back({connection.socket.number(), events, 0});
        waits = waits || connection.client.waits();
    }
    ::poll(watched.data(), watched.size(), waits ? a_moment : idle);
    if (watched[0].revents != 0) {
        return false;
    }
    std::size_t index = 2;
    for (auto &connection : connections_) {
        if (watched[index++].revents != 0) {
            receive(connection);
        }
    }
    if (watched[1].revents != 0) {
        accept();
    }
    return true;
}

void UsbipServer::Inner::accept() {
    Descriptor accepted{::accept4(socket_.number(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC)};
    if (accepted.number() >= 0 && connections_.size() < most_clients) {
        connections_.push_back(
            {std::move(accepted), {printers_, [this](Printer const &printer) { return is_taken(printer); }}});
    }
}

void UsbipServer::Inner::receive(Connection &connection) {
    std::array<unsigned char, 65536> buffer; // NOLINT: filled by recv
    auto const got = ::recv(connection.socket.number(), buffer.data(), buffer.size(), 0);
    if (got > 0) {
        connection.client.receive({buffer.data(), static_cast<std::size_t>(got)});
    } else if (got == 0 || (errno != EAGAIN && errno != EINTR)) {
        connection.lost = true;
    }
}

void UsbipServer::Inner::send(Connection &connection) {
    auto &client = connection.client;
    while (!client.to_send().empty() && !client.broken()) {
        auto const bytes = client.to_send();
        auto const sent = ::send(connection.socket.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent < 0) {
            connection.lost = errno != EAGAIN && errno != EINTR;
            return;
        }
        client.sent(static_cast<std::size_t>(sent));
    }
}

bool UsbipServer::Inner::is_taken(Printer const &printer) const {
    return std::any_of(connections_.begin(), connections_.end(),
                       [&](Connection const &one) { return one.client.printer() == &printer; });
}

base::Result<std::unique_ptr<UsbipServer>> UsbipServer::listen(std::string const &address,
                                                               std::vector<Printer *> printers) {
    auto const place = address_of(address);
    if (!place) {
        return base::fault(base::Trouble::usage, "“{}”不是地址，应如 127.0.0.1:3240",
                           "'{}' is no address such as 127.0.0.1:3240", address);
    }
    Descriptor socket{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
    int const yes = 1;
    ::setsockopt(socket.number(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (::bind(socket.number(), reinterpret_cast<sockaddr const *>(&*place), sizeof *place) != 0 ||
        ::listen(socket.number(), 4) != 0) {
        std::string const reason = ::strerror(errno);
        return base::fault(base::Trouble::busy, "不能在 {} 等待连接：{}", "cannot listen at {}: {}", address,
                           reason);
    }
    return std::unique_ptr<UsbipServer>{
        new UsbipServer{std::make_unique<Inner>(std::move(socket), std::move(printers))}};
}

UsbipServer::UsbipServer(std::unique_ptr<Inner> inner) : inner_{std::move(inner)} {}
UsbipServer::~UsbipServer() = default;

int UsbipServer::port() const {
    return inner_->port();
}

void UsbipServer::serve(int stop) {
    inner_->serve(stop);
}

} // namespace emulator

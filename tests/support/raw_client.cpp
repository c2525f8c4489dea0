// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/raw_client.hpp"
#include <array>
#include <netinet/in.h>
#include <poll.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

namespace support {

RawClient::RawClient(std::uint16_t port) : socket_{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)} {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0) {
        throw std::runtime_error{"nobody listens"};
    }
}

RawClient::~RawClient() {
    ::close(socket_);
}

bool RawClient::send(std::string_view bytes) const {
    while (!bytes.empty()) {
        auto const count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count <= 0) {
            return false;
        }
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

std::string RawClient::receive(std::string_view until, std::chrono::milliseconds patience) const {
    auto const end = std::chrono::steady_clock::now() + patience;
    std::string text;
    std::array<char, 16384> piece{};
    while (until.empty() || text.find(until) == std::string::npos) {
        auto const left =
            std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
        pollfd watched{socket_, POLLIN, 0};
        if (left.count() <= 0 || ::poll(&watched, 1, static_cast<int>(left.count())) <= 0) {
            break;
        }
        auto const count = ::recv(socket_, piece.data(), piece.size(), 0);
        if (count <= 0) {
            break;
        }
        text.append(piece.data(), static_cast<std::size_t>(count));
    }
    return text;
}

bool RawClient::closed_within(std::chrono::milliseconds time) const {
    auto const end = std::chrono::steady_clock::now() + time;
    std::array<char, 4096> piece{};
    for (;;) {
        auto const left =
            std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
        pollfd watched{socket_, POLLIN, 0};
        if (left.count() <= 0 || ::poll(&watched, 1, static_cast<int>(left.count())) <= 0) {
            return false;
        }
        if (::recv(socket_, piece.data(), piece.size(), 0) <= 0) {
            return true;
        }
    }
}

std::string asked(std::uint16_t port, std::string_view request) {
    RawClient const client{port};
    client.send(request);
    return client.receive();
}

} // namespace support

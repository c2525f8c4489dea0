// SPDX-License-Identifier: GPL-3.0-or-later
#include "emulator/usbip.hpp"
#include "support/printer_bench.hpp"
#include <arpa/inet.h>
#include <array>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

using namespace support;
using Bench = PrinterBench;

namespace {

/// A server in a thread of its own, and one connection to it.
struct Served {
    explicit Served(Printer &printer) {
        auto made = UsbipServer::listen("127.0.0.1:0", {&printer});
        REQUIRE(made);
        server = std::move(*made);
        REQUIRE(::pipe(stop.data()) == 0);
        thread = std::thread{[this] { server->serve(stop[0]); }};
        socket = connected();
    }
    Served(Served const &) = delete;
    Served &operator=(Served const &) = delete;
    ~Served() {
        ::close(stop[1]);
        thread.join();
        ::close(stop[0]);
        ::close(socket);
    }

    [[nodiscard]] int connected() const {
        auto const made = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(server->port()));
        ::inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
        REQUIRE(::connect(made, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0);
        timeval const patience{2, 0};
        ::setsockopt(made, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        return made;
    }
    void send(std::string const &bytes) const {
        REQUIRE(::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
                static_cast<ssize_t>(bytes.size()));
    }
    /// Fewer bytes where the connection ended, or nothing came for two seconds.
    [[nodiscard]] std::string receive(std::size_t size) const {
        std::string bytes(size, '\0');
        auto const got = ::recv(socket, bytes.data(), size, MSG_WAITALL);
        bytes.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
        return bytes;
    }

    std::unique_ptr<UsbipServer> server;
    std::array<int, 2> stop{};
    std::thread thread;
    int socket = -1;
};

std::string big_endian(std::initializer_list<std::uint32_t> numbers) {
    std::string bytes;
    for (auto const number : numbers) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes += static_cast<char>(number >> shift & 0xFF);
        }
    }
    return bytes;
}

std::uint32_t number(std::string const &bytes, std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        value = value << 8 | static_cast<unsigned char>(bytes.at(at + i));
    }
    return value;
}

std::string import_of(std::string bus) {
    bus.resize(32);
    return big_endian({0x01118003, 0}) + bus;
}

std::string submit(std::uint32_t urb, bool in, std::uint32_t endpoint, std::uint32_t length,
                   std::string const &data = {}) {
    return big_endian({1, urb, 0x10002, in ? 1U : 0U, endpoint, 0, length, 0, 0xFFFFFFFF, 0, 0, 0}) + data;
}

std::string text(base::Bytes const &bytes) {
    return std::string{base::as_text(bytes)};
}

} // namespace

TEST_CASE("a list over USB/IP names the printer and its interface") {
    Bench const bench;
    Served const served{*bench.printer};
    served.send(big_endian({0x01118005, 0}));
    auto const list = served.receive(12 + 312 + 4);
    REQUIRE(list.size() == 328);
    CHECK(number(list, 0) == 0x01110005);
    CHECK(number(list, 8) == 1);
    CHECK(list.substr(12 + 256, 3) == "1-1");
    CHECK(number(list, 12 + 300) == 0x13430005);
    CHECK(number(list, 12 + 312) == 0x07010200);
}

TEST_CASE("an imported printer takes commands and answers, and one URB can be unlinked") {
    Bench const bench;
    Served const served{*bench.printer};
    served.send(import_of("1-1"));
    auto const imported = served.receive(8 + 312);
    REQUIRE(imported.size() == 320);
    CHECK(number(imported, 4) == 0);
    served.send(submit(7, true, 2, 512));
    served.send(big_endian({2, 8, 0x10002, 0, 0, 7, 0, 0, 0, 0, 0, 0}));
    auto const unlinked = served.receive(48);
    CHECK(number(unlinked, 0) == 4);
    CHECK(number(unlinked, 20) == static_cast<std::uint32_t>(-ECONNRESET));
    served.send(submit(9, false, 1, 32, text(command("STATUS", ""))));
    auto const taken = served.receive(48);
    CHECK(number(taken, 0) == 3);
    CHECK(number(taken, 4) == 9);
    CHECK(number(taken, 20) == 0);
    CHECK(number(taken, 24) == 32);
    served.send(submit(10, true, 2, 512) + submit(11, true, 2, 512));
    auto const length = served.receive(48 + 8);
    CHECK(length.substr(48) == "00000006");
    auto const value = served.receive(48 + 6);
    CHECK(value.substr(48) == "00000\r");
}

TEST_CASE("a printer that is imported, or is not there, is not given to another") {
    Bench const bench;
    Served const served{*bench.printer};
    served.send(import_of("1-1"));
    CHECK(served.receive(320).size() == 320);
    auto const other = served.connected();
    for (auto const *bus : {"1-1", "9-9"}) {
        auto const asked = import_of(bus);
        ::send(other, asked.data(), asked.size(), MSG_NOSIGNAL);
        std::string reply(8, '\0');
        CHECK(::recv(other, reply.data(), reply.size(), MSG_WAITALL) == 8);
        CHECK(number(reply, 4) == 1);
    }
    ::close(other);
}

TEST_CASE("who breaks the protocol loses the connection, and the server stays") {
    for (auto const &nonsense : {std::string(64, 'x'), big_endian({0x01118003, 0}) + std::string(31, '1'),
                                 import_of("1-1") + submit(1, false, 1, 0x7FFFFFFF),
                                 import_of("1-1") + big_endian({99, 1, 2, 3}) + std::string(32, '\0')}) {
        Bench const bench;
        Served const served{*bench.printer};
        served.send(nonsense);
        ::shutdown(served.socket, SHUT_WR);
        CHECK(served.receive(4096).size() < 4096);
        auto const other = served.connected();
        auto const asked = big_endian({0x01118005, 0});
        ::send(other, asked.data(), asked.size(), MSG_NOSIGNAL);
        std::string reply(328, '\0');
        CHECK(::recv(other, reply.data(), reply.size(), MSG_WAITALL) == 328);
        ::close(other);
    }
}

TEST_CASE("unplugged, the printer takes the connection with it") {
    Bench const bench;
    Served const served{*bench.printer};
    served.send(import_of("1-1"));
    CHECK(served.receive(320).size() == 320);
    bench.printer->pull_out();
    CHECK(served.receive(1).empty());
}

TEST_CASE("no address and a port that is taken are faults") {
    CHECK(UsbipServer::listen("nowhere", {}).fault().kind == base::Trouble::usage);
    auto const first = UsbipServer::listen("127.0.0.1:0", {});
    auto const second = UsbipServer::listen("127.0.0.1:" + std::to_string((*first)->port()), {});
    REQUIRE_FALSE(second);
    CHECK(second.fault().kind == base::Trouble::busy);
}

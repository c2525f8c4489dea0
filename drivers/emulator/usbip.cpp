// SPDX-License-Identifier: GPL-3.0-or-later
#include "emulator/usbip.hpp"
#include "base/text.hpp"
#include "emulator/identity.hpp"
#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fmt/format.h>
#include <list>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace emulator {

namespace {

constexpr std::uint16_t version = 0x0111, ask_list = 0x8005, ask_import = 0x8003, tell_list = 0x0005,
                        tell_import = 0x0003;
constexpr std::uint32_t submit = 1, unlink_urb = 2, submitted = 3, unlinked = 4;
constexpr std::size_t header_size = 48, request_size = 8, bus_id_size = 32;
constexpr std::size_t most_urb = 16U << 20, most_clients = 16, most_on_the_way = 256;

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

/// Everything on this wire is big-endian.
void put(base::Bytes &bytes, std::uint32_t value, int size) {
    for (int i = size - 1; i >= 0; --i) {
        bytes.push_back(static_cast<unsigned char>(value >> 8 * i & 0xFF));
    }
}

void put_text(base::Bytes &bytes, std::string_view text, std::size_t size) {
    auto const end = bytes.size() + size;
    bytes.insert(bytes.end(), text.begin(), text.end());
    bytes.resize(end, 0);
}

std::uint32_t number(base::ByteView bytes, std::size_t at, std::size_t size = 4) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < size; ++i) {
        value = value << 8 | bytes[at + i];
    }
    return value;
}

std::string bus_id(std::size_t index) {
    return fmt::format("1-{}", index + 1);
}

void put_device(base::Bytes &bytes, Printer const &printer, std::size_t index) {
    constexpr std::uint32_t high_speed = 3;
    auto const usb = printer.identity().usb();
    put_text(bytes, "/sys/devices/pci0000:00/0000:00:14.0/usb1/" + bus_id(index), 256);
    put_text(bytes, bus_id(index), bus_id_size);
    put(bytes, 1, 4);
    put(bytes, static_cast<std::uint32_t>(index) + 2, 4);
    put(bytes, high_speed, 4);
    put(bytes, usb.vendor, 2);
    put(bytes, usb.product, 2);
    put(bytes, 0x0100, 2);
    put(bytes, 0, 3);        // the class is the interface's
    put(bytes, 0x010101, 3); // configuration 1 of 1, one interface
}

std::uint32_t status_of(Poll poll) {
    auto const negated = [](int error) { return static_cast<std::uint32_t>(-error); };
    switch (poll) {
    case Poll::stalled:
        return negated(EPIPE);
    case Poll::overflow:
        return negated(EOVERFLOW);
    case Poll::gone:
        return negated(ESHUTDOWN);
    case Poll::pending:
    case Poll::done:
        break;
    }
    return 0;
}

/// A URB on its way.
struct Urb {
    std::uint32_t number = 0;
    Transfer transfer;
};

struct Client {
    explicit Client(Descriptor accepted) : socket{std::move(accepted)} {}

    Descriptor socket;
    base::Bytes received, to_send;
    Printer *printer = nullptr; ///< that it imported
    std::uint64_t plug = 0;
    std::list<Urb> urbs;
    bool broken = false;

    void answer(std::uint32_t command, std::uint32_t urb, std::uint32_t status, std::uint32_t length) {
        put(to_send, command, 4);
        put(to_send, urb, 4);
        to_send.resize(to_send.size() + 12, 0);
        put(to_send, status, 4);
        put(to_send, length, 4);
        to_send.resize(to_send.size() + 20, 0);
    }
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
    void receive(Client &client);
    static void send(Client &client);
    /// \return whether there was a whole message
    bool read_message(Client &client);
    bool read_request(Client &client);
    bool read_urb(Client &client);
    void list(Client &client) const;
    void import(Client &client, std::string_view bus);
    static void take_submit(Client &client, base::ByteView header, base::ByteView data);
    static void take_unlink(Client &client, base::ByteView header);
    static void poll(Client &client);

    Descriptor socket_;
    std::vector<Printer *> printers_;
    std::list<Client> clients_;
};

void UsbipServer::Inner::serve(int stop) {
    while (wait(stop)) {
        for (auto &client : clients_) {
            while (!client.broken && read_message(client)) {
            }
            poll(client);
            send(client);
        }
        clients_.remove_if([](Client const &client) { return client.broken; });
    }
}

/// Until there is something to do. \return false once it is to stop
bool UsbipServer::Inner::wait(int stop) {
    constexpr int a_moment = 1, idle = 50; // ms
    std::vector<pollfd> watched{{stop, POLLIN, 0}, {socket_.number(), POLLIN, 0}};
    bool waits = false;
    for (auto const &client : clients_) {
        short const events = client.to_send.empty() ? POLLIN : POLLIN | POLLOUT;
        watched.push_back({client.socket.number(), events, 0});
        waits = waits || !client.urbs.empty();
    }
    ::poll(watched.data(), watched.size(), waits ? a_moment : idle);
    if (watched[0].revents != 0) {
        return false;
    }
    std::size_t index = 2;
    for (auto &client : clients_) {
        if (watched[index++].revents != 0) {
            receive(client);
        }
    }
    if (watched[1].revents != 0) {
        accept();
    }
    return true;
}

void UsbipServer::Inner::accept() {
    Descriptor accepted{::accept4(socket_.number(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC)};
    if (accepted.number() >= 0 && clients_.size() < most_clients) {
        clients_.emplace_back(std::move(accepted));
    }
}

void UsbipServer::Inner::receive(Client &client) {
    std::array<unsigned char, 65536> buffer; // NOLINT: filled by recv
    auto const got = ::recv(client.socket.number(), buffer.data(), buffer.size(), 0);
    if (got > 0) {
        client.received.insert(client.received.end(), buffer.begin(), buffer.begin() + got);
    } else if (got == 0 || (errno != EAGAIN && errno != EINTR)) {
        client.broken = true;
    }
}

void UsbipServer::Inner::send(Client &client) {
    while (!client.to_send.empty() && !client.broken) {
        auto const sent =
            ::send(client.socket.number(), client.to_send.data(), client.to_send.size(), MSG_NOSIGNAL);
        if (sent < 0) {
            client.broken = errno != EAGAIN && errno != EINTR;
            return;
        }
        client.to_send.erase(client.to_send.begin(), client.to_send.begin() + sent);
    }
}

bool UsbipServer::Inner::read_message(Client &client) {
    return client.printer == nullptr ? read_request(client) : read_urb(client);
}

bool UsbipServer::Inner::read_request(Client &client) {
    if (client.received.size() < request_size) {
        return false;
    }
    auto const code = number(client.received, 2, 2);
    auto const size = request_size + (code == ask_import ? bus_id_size : 0);
    if (number(client.received, 0, 2) != version || (code != ask_import && code != ask_list)) {
        client.broken = true;
        return false;
    }
    if (client.received.size() < size) {
        return false;
    }
    if (code == ask_list) {
        list(client);
    } else {
        auto const bus = base::as_text(base::ByteView{client.received}.subspan(request_size, bus_id_size));
        import(client, bus.substr(0, bus.find('\0')));
    }
    client.received.erase(client.received.begin(),
                          client.received.begin() + static_cast<std::ptrdiff_t>(size));
    return true;
}

void UsbipServer::Inner::list(Client &client) const {
    auto &out = client.to_send;
    put(out, version, 2);
    put(out, tell_list, 2);
    put(out, 0, 4);
    auto const there =
        std::count_if(printers_.begin(), printers_.end(), [](auto const *one) { return one->attached(); });
    put(out, static_cast<std::uint32_t>(there), 4);
    for (std::size_t i = 0; i < printers_.size(); ++i) {
        if (printers_[i]->attached()) {
            put_device(out, *printers_[i], i);
            put(out, 0x07010200, 4); // its interface: printer class, both ways
        }
    }
}

void UsbipServer::Inner::import(Client &client, std::string_view bus) {
    std::size_t index = 0;
    while (index < printers_.size() && bus_id(index) != bus) {
        ++index;
    }
    bool const there = index < printers_.size() && printers_[index]->attached();
    bool const taken = there && std::any_of(clients_.begin(), clients_.end(), [&](Client const &other) {
                           return other.printer == printers_[index];
                       });
    put(client.to_send, version, 2);
    put(client.to_send, tell_import, 2);
    put(client.to_send, there && !taken ? 0 : 1, 4);
    if (there && !taken) {
        put_device(client.to_send, *printers_[index], index);
        client.printer = printers_[index];
        client.plug = client.printer->plugs();
    }
}

bool UsbipServer::Inner::read_urb(Client &client) {
    base::ByteView const received{client.received};
    if (received.size() < header_size) {
        return false;
    }
    auto const command = number(received, 0);
    auto const length = number(received, 24);
    bool const out = number(received, 12) == 0;
    bool const is_submit = command == submit;
    if ((!is_submit && command != unlink_urb) ||
        (is_submit && (length > most_urb || client.urbs.size() >= most_on_the_way))) {
        client.broken = true;
        return false;
    }
    auto const size = header_size + (is_submit && out ? length : 0);
    if (received.size() < size) {
        return false;
    }
    if (is_submit) {
        take_submit(client, received.first(header_size), received.subspan(header_size, size - header_size));
    } else {
        take_unlink(client, received.first(header_size));
    }
    client.received.erase(client.received.begin(),
                          client.received.begin() + static_cast<std::ptrdiff_t>(size));
    return true;
}

void UsbipServer::Inner::take_submit(Client &client, base::ByteView header, base::ByteView data) {
    Urb urb;
    urb.number = number(header, 4);
    auto const endpoint = number(header, 16);
    auto const length = number(header, 24);
    bool const in = number(header, 12) != 0;
    auto const &who = client.printer->identity();
    auto &transfer = urb.transfer;
    if (endpoint == 0) {
        constexpr std::size_t at = 40;
        auto const little = [&](std::size_t offset) {
            return static_cast<std::uint16_t>(header[at + offset] | header[at + offset + 1] << 8);
        };
        transfer.kind = Transfer::Kind::control;
        transfer.setup = {header[at], header[at + 1], little(2), little(4), little(6)};
        transfer.setup.length = static_cast<std::uint16_t>(std::min<std::uint32_t>(little(6), length));
    } else if (in && (endpoint | 0x80U) == who.in_endpoint) {
        transfer.kind = Transfer::Kind::bulk_in;
        transfer.most = length;
    } else if (!in && endpoint == who.out_endpoint) {
        transfer.bytes.assign(data.begin(), data.end());
    } else {
        client.answer(submitted, urb.number, status_of(Poll::stalled), 0);
        return;
    }
    client.urbs.push_back(std::move(urb));
}

void UsbipServer::Inner::take_unlink(Client &client, base::ByteView header) {
    constexpr std::size_t which = 20;
    auto const found = std::find_if(client.urbs.begin(), client.urbs.end(),
                                    [&](Urb const &urb) { return urb.number == number(header, which); });
    bool const there = found != client.urbs.end();
    if (there) {
        client.urbs.erase(found);
    }
    client.answer(unlinked, number(header, 4), there ? static_cast<std::uint32_t>(-ECONNRESET) : 0, 0);
}

/// An endpoint takes its URBs one after the other.
void UsbipServer::Inner::poll(Client &client) {
    if (client.printer == nullptr || client.broken) {
        return;
    }
    std::array<bool, 3> held{};
    for (auto urb = client.urbs.begin(); urb != client.urbs.end();) {
        auto const here = urb++;
        auto &transfer = here->transfer;
        auto &waits = held.at(static_cast<std::size_t>(transfer.kind));
        auto const news = waits ? Poll::pending : client.printer->poll(transfer);
        if (news == Poll::pending) {
            waits = true;
            continue;
        }
        client.answer(submitted, here->number, status_of(news), static_cast<std::uint32_t>(transfer.done));
        bool const in =
            transfer.kind == Transfer::Kind::bulk_in ||
            (transfer.kind == Transfer::Kind::control && (transfer.setup.request_type & 0x80) != 0);
        if (in) {
            client.to_send.insert(client.to_send.end(), transfer.bytes.begin(), transfer.bytes.end());
        }
        client.urbs.erase(here);
    }
    // Unplugged: the client's kernel sees its device go with the connection.
    client.broken = !client.printer->attached() || client.printer->plugs() != client.plug;
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

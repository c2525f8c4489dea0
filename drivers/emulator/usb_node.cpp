// SPDX-License-Identifier: GPL-3.0-or-later
#include "emulator/usb_node.hpp"
#include "emulator/usb_node_inner.hpp"
#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <fcntl.h>
#include <set>
#include <unistd.h>

namespace emulator {

namespace {

constexpr std::size_t urb_memory = 16U << 20; ///< usbfs_memory_mb, for everything on its way
constexpr std::size_t setup_size = 8;

std::uint16_t word(base::ByteView bytes, std::size_t at) {
    return static_cast<std::uint16_t>(bytes[at] | bytes[at + 1] << 8);
}

SetupPacket setup_of(base::ByteView bytes) {
    return {bytes[0], bytes[1], word(bytes, 2), word(bytes, 4), word(bytes, 6)};
}

int errno_of(Poll poll) {
    switch (poll) {
    case Poll::stalled:
        return -EPIPE;
    case Poll::overflow:
        return -EOVERFLOW;
    case Poll::gone:
        return -ESHUTDOWN;
    case Poll::pending:
    case Poll::done:
        break;
    }
    return 0;
}

/// A request to the interface needs it claimed, as usbfs checks it.
bool to_interface(Transfer const &transfer) {
    constexpr int recipient = 0x1F, interface = 1;
    return transfer.kind != Transfer::Kind::control || (transfer.setup.request_type & recipient) == interface;
}

} // namespace

struct UsbNode::Urb {
    GObjectPtr<UMockdevIoctlData> data, buffer;
    Client *client = nullptr;
    Transfer transfer;

    [[nodiscard]] usbdevfs_urb &raw() const { return *reinterpret_cast<usbdevfs_urb *>(data->data); }
    int fill(UsbFace const &face);
};

/// The device's view of what the program asks for. \return 0 or a negated errno
int UsbNode::Urb::fill(UsbFace const &face) {
    auto const size = buffer ? static_cast<std::size_t>(raw().buffer_length) : 0;
    base::ByteView const bytes{buffer ? buffer->data : nullptr, size};
    if (raw().type == USBDEVFS_URB_TYPE_CONTROL) {
        if (size < setup_size) {
            return -EINVAL;
        }
        transfer.kind = Transfer::Kind::control;
        transfer.setup = setup_of(bytes);
    } else if (raw().endpoint == face.in_endpoint) {
        transfer.kind = Transfer::Kind::bulk_in;
        transfer.most = size;
    } else if (raw().endpoint == face.out_endpoint) {
        transfer.kind = Transfer::Kind::bulk_out;
        transfer.bytes.assign(bytes.begin(), bytes.end());
    } else if (face.event_endpoint != 0 && raw().endpoint == face.event_endpoint) {
        transfer.kind = Transfer::Kind::interrupt_in;
        transfer.most = size;
    } else {
        return -ENOENT;
    }
    return 0;
}

GObjectPtr<UMockdevIoctlData> resolve(UMockdevIoctlData *data, std::size_t offset, std::size_t size) {
    GError *error = nullptr;
    GObjectPtr<UMockdevIoctlData> found{umockdev_ioctl_data_resolve(data, offset, size, &error)};
    g_clear_error(&error);
    return found;
}

UsbNode::UsbNode(UsbDevice &device, Binding &binding, int ready, std::function<void()> wake)
    : device_{device}, face_{device.face()}, binding_{binding}, ready_{ready}, wake_{std::move(wake)} {
    ::fcntl(ready_, F_SETPIPE_SZ, 4096);
    show_readiness();
}

UsbNode::~UsbNode() {
    ::close(ready_);
}

void UsbNode::handle(Client *client) {
    std::lock_guard const guard{lock_};
    auto const request = umockdev_ioctl_client_get_request(client);
    auto *arg = umockdev_ioctl_client_get_arg(client);
    int result = -ENOTTY;
    switch (request) {
    case USBDEVFS_REAPURB:
    case USBDEVFS_REAPURBNDELAY:
        if (reap(client)) {
            return;
        }
        if (request == USBDEVFS_REAPURB && !gone_) {
            waiting_.push_back(client);
            return;
        }
        result = gone_ ? -ENODEV : -EAGAIN;
        break;
    case USBDEVFS_DISCARDURB:
        result = discard(client, arg);
        break;
    case USBDEVFS_SUBMITURB:
        result = gone_ ? -ENODEV : submit(client, arg);
        break;
    case USBDEVFS_CLAIMINTERFACE:
    case USBDEVFS_RELEASEINTERFACE:
    case USBDEVFS_SETINTERFACE:
        result = gone_ ? -ENODEV : on_interface(client, request, arg);
        break;
    case USBDEVFS_DISCONNECT_CLAIM:
        result = gone_ ? -ENODEV : disconnect_claim(client, arg);
        break;
    case USBDEVFS_IOCTL:
        result = gone_ ? -ENODEV : on_driver(client, arg);
        break;
    default:
        result = gone_ ? -ENODEV : on_device(request, arg);
    }
    umockdev_ioctl_client_complete(client, result < 0 ? -1 : result, result < 0 ? -result : 0);
    if (request == USBDEVFS_SUBMITURB && poll()) {
        wake_();
    }
}

int UsbNode::submit(Client *client, UMockdevIoctlData *arg) {
    Urb urb;
    urb.data = resolve(arg, 0, sizeof(usbdevfs_urb));
    if (!urb.data || urb.raw().buffer_length < 0) {
        return -EFAULT;
    }
    auto const size = static_cast<std::size_t>(urb.raw().buffer_length);
    std::size_t taken = size;
    for (auto const &other : pending_) {
        taken += static_cast<std::size_t>(other.raw().buffer_length);
    }
    if (taken > urb_memory) {
        return -ENOMEM;
    }
    if (size > 0) {
        urb.buffer = resolve(urb.data.get(), offsetof(usbdevfs_urb, buffer), size);
    }
    if (auto const wrong = urb.fill(face_); wrong != 0) {
        return wrong;
    }
    if (auto const refused = to_interface(urb.transfer) ? may_use(client) : 0; refused != 0) {
        return refused;
    }
    urb.client = client;
    pending_.push_back(std::move(urb));
    return 0;
}

int UsbNode::discard(Client *client, UMockdevIoctlData *arg) {
    gulong address = 0;
    std::memcpy(&address, arg->data, sizeof address);
    auto const found = std::find_if(pending_.begin(), pending_.end(), [&](Urb const &urb) {
        return urb.client == client && urb.data->client_addr == address;
    });
    if (found == pending_.end()) {
        return -EINVAL;
    }
    finish(*found, -ENOENT);
    finished_.splice(finished_.end(), pending_, found);
    answer_waiting();
    show_readiness();
    return 0;
}

bool UsbNode::reap(Client *client) {
    auto const found = std::find_if(finished_.begin(), finished_.end(),
                                    [&](Urb const &urb) { return urb.client == client; });
    if (found == finished_.end()) {
        return false;
    }
    auto const slot = resolve(umockdev_ioctl_client_get_arg(client), 0, sizeof(void *));
    if (slot) {
        umockdev_ioctl_data_set_ptr(slot.get(), 0, found->data.get());
    }
    umockdev_ioctl_client_complete(client, 0, 0);
    finished_.erase(found);
    show_readiness();
    return true;
}

bool UsbNode::poll() {
    std::lock_guard const guard{lock_};
    std::set<Transfer::Kind> held; // an endpoint takes its URBs one after the other
    for (auto urb = pending_.begin(); urb != pending_.end();) {
        auto const here = urb++;
        if (held.contains(here->transfer.kind)) {
            continue;
        }
        auto const news = device_.poll(here->transfer);
        if (news == Poll::pending) {
            held.insert(here->transfer.kind);
            continue;
        }
        finish(*here, errno_of(news));
        finished_.splice(finished_.end(), pending_, here);
    }
    answer_waiting();
    show_readiness();
    return !pending_.empty();
}

/// What the program will see in its own URB once it is reaped.
void UsbNode::finish(Urb &urb, int status) const {
    auto &raw = urb.raw();
    auto const &transfer = urb.transfer;
    raw.status = status;
    raw.actual_length = static_cast<int>(transfer.done);
    auto const offset = transfer.kind == Transfer::Kind::control ? setup_size : 0;
    if (transfer.kind != Transfer::Kind::bulk_out && transfer.done > 0 && urb.buffer) {
        auto const room = static_cast<std::size_t>(raw.buffer_length) - offset;
        auto const size = std::min(transfer.done, room);
        std::memcpy(urb.buffer->data + offset, transfer.bytes.data(), size);
    }
}

void UsbNode::disconnect() {
    std::lock_guard const guard{lock_};
    gone_ = true;
    owner_ = nullptr;
    binding_.claimed = false;
    for (auto &urb : pending_) {
        finish(urb, -ESHUTDOWN);
    }
    finished_.splice(finished_.end(), pending_);
    answer_waiting();
    show_readiness();
}

void UsbNode::vanish(Client *client) {
    std::lock_guard const guard{lock_};
    auto const is_of = [&](Urb const &urb) { return urb.client == client; };
    pending_.remove_if(is_of);
    finished_.remove_if(is_of);
    waiting_.remove(client);
    if (owner_ == client) {
        owner_ = nullptr;
        binding_.claimed = false;
    }
    show_readiness();
}

void UsbNode::answer_waiting() {
    for (auto client = waiting_.begin(); client != waiting_.end();) {
        auto const here = client++;
        if (reap(*here)) {
            waiting_.erase(here);
        } else if (gone_) {
            umockdev_ioctl_client_complete(*here, -1, ENODEV);
            waiting_.erase(here);
        }
    }
}

/// The FIFO is kept full while there is nothing to reap, so that poll() on it sleeps.
void UsbNode::show_readiness() {
    bool const full = finished_.empty();
    std::array<char, 4096> filler{};
    if (full && !full_) {
        while (::write(ready_, filler.data(), filler.size()) > 0) {
        }
    } else if (!full && full_) {
        while (::read(ready_, filler.data(), filler.size()) > 0) {
        }
    }
    full_ = full;
}

} // namespace emulator

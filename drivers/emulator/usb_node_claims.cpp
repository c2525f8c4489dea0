// SPDX-License-Identifier: GPL-3.0-or-later
#include "emulator/usb_node_inner.hpp"
#include <cerrno>
#include <cstring>

namespace emulator {

namespace {

/// What the argument points to; nullptr where the program has gone.
template <typename T>
T *argument(UMockdevIoctlData *arg, GObjectPtr<UMockdevIoctlData> &keeper) {
    keeper = resolve(arg, 0, sizeof(T));
    return keeper ? reinterpret_cast<T *>(keeper->data) : nullptr;
}

} // namespace

int UsbNode::on_interface(Client *client, unsigned long request, UMockdevIoctlData *arg) {
    GObjectPtr<UMockdevIoctlData> keeper;
    auto const *number = argument<unsigned>(arg, keeper); // of the interface: first in each structure
    if (number == nullptr) {
        return -EFAULT;
    }
    if (*number != 0) {
        return -ENOENT;
    }
    if (request == USBDEVFS_CLAIMINTERFACE) {
        return claim(client);
    }
    if (owner_ != client) {
        return -EINVAL;
    }
    if (request == USBDEVFS_RELEASEINTERFACE) {
        owner_ = nullptr;
        binding_.claimed = false;
    }
    return 0;
}

int UsbNode::claim(Client *client) {
    if (binding_.busy_claims > 0) {
        --binding_.busy_claims;
        return -EBUSY;
    }
    if (binding_.usblp || (owner_ != nullptr && owner_ != client)) {
        return -EBUSY;
    }
    owner_ = client;
    binding_.claimed = true;
    return 0;
}

int UsbNode::disconnect_claim(Client *client, UMockdevIoctlData *arg) {
    GObjectPtr<UMockdevIoctlData> keeper;
    auto const *wanted = argument<usbdevfs_disconnect_claim>(arg, keeper);
    if (wanted == nullptr || wanted->interface != 0) {
        return -EINVAL;
    }
    auto const is = [&](char const *name) { return std::strncmp(wanted->driver, name, 8) == 0; };
    bool const only = (wanted->flags & USBDEVFS_DISCONNECT_CLAIM_IF_DRIVER) != 0;
    bool const except = (wanted->flags & USBDEVFS_DISCONNECT_CLAIM_EXCEPT_DRIVER) != 0;
    if (binding_.usblp && ((only && !is("usblp")) || (except && is("usblp")))) {
        return -EBUSY;
    }
    if (owner_ != nullptr && owner_ != client && ((only && !is("usbfs")) || (except && is("usbfs")))) {
        return -EBUSY;
    }
    if (binding_.busy_claims == 0) {
        binding_.usblp = false;
        owner_ = nullptr;
    }
    return claim(client);
}

int UsbNode::on_driver(Client *client, UMockdevIoctlData *arg) {
    GObjectPtr<UMockdevIoctlData> keeper;
    auto const *command = argument<usbdevfs_ioctl>(arg, keeper);
    if (command == nullptr || command->ifno != 0) {
        return -EINVAL;
    }
    switch (static_cast<unsigned>(command->ioctl_code)) {
    case USBDEVFS_DISCONNECT:
        if (!binding_.usblp && owner_ == nullptr) {
            return -ENODATA;
        }
        binding_.usblp = false;
        binding_.claimed = false;
        owner_ = nullptr;
        return 0;
    case USBDEVFS_CONNECT:
        if (binding_.usblp || (owner_ != nullptr && owner_ != client)) {
            return -EBUSY;
        }
        owner_ = nullptr;
        binding_.claimed = false;
        binding_.usblp = true;
        ++binding_.given_back;
        return 1;
    default:
        return -ENOTTY;
    }
}

int UsbNode::driver_name(UMockdevIoctlData *arg) const {
    GObjectPtr<UMockdevIoctlData> keeper;
    auto *asked = argument<usbdevfs_getdriver>(arg, keeper);
    if (asked == nullptr || (!binding_.usblp && owner_ == nullptr)) {
        return -ENODATA;
    }
    std::strncpy(asked->driver, binding_.usblp ? "usblp" : "usbfs", sizeof asked->driver);
    return 0;
}

int UsbNode::on_device(unsigned long request, UMockdevIoctlData *arg) {
    GObjectPtr<UMockdevIoctlData> keeper;
    switch (request) {
    case USBDEVFS_GET_CAPABILITIES:
        if (auto *able = argument<std::uint32_t>(arg, keeper)) {
            *able = USBDEVFS_CAP_ZERO_PACKET | USBDEVFS_CAP_NO_PACKET_SIZE_LIM |
                    USBDEVFS_CAP_REAP_AFTER_DISCONNECT;
        }
        return 0;
    case USBDEVFS_GETDRIVER:
        return driver_name(arg);
    case USBDEVFS_CLEAR_HALT:
    case USBDEVFS_RESETEP:
        if (auto const *endpoint = argument<unsigned>(arg, keeper)) {
            device_.clear_halt(static_cast<unsigned char>(*endpoint));
        }
        return 0;
    case USBDEVFS_RESET:
        device_.bus_reset();
        return 0;
    case USBDEVFS_SETCONFIGURATION:
        return owner_ == nullptr && !binding_.usblp ? 0 : -EBUSY;
    default:
        return -ENOTTY;
    }
}

int UsbNode::may_use(Client *client) const {
    return owner_ == client ? 0 : binding_.usblp || owner_ != nullptr ? -EBUSY : -EINVAL;
}

} // namespace emulator

// SPDX-License-Identifier: GPL-3.0-or-later
#include "print/usb_handles.hpp"
#include <algorithm>
#include <array>

namespace print {

using base::Trouble;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t chunk = 65'536;
constexpr auto chunk_deadline = 15s;
constexpr auto control_deadline = 5s;
constexpr auto stale_deadline = 80ms; ///< for an answer that a program before us never read
constexpr int most_stale = 64;
constexpr unsigned char printer_class = 7, printer_subclass = 1;

/// Requests of the USB printer class, 1.1 (facts 17). SOFT_RESET has the interface in the low byte of wIndex,
/// GET_DEVICE_ID in the high one.
constexpr std::uint8_t get_device_id = 0, soft_reset = 2;
constexpr std::uint8_t class_in = 0xA1, class_out = 0x21;

unsigned int milliseconds(base::Clock const &clock, std::chrono::milliseconds time) {
    return static_cast<unsigned int>(
        std::max<std::int64_t>(clock.patience(time).count(), 1)); // 0 is for ever
}

/// Bulk pipes of one alternate setting, if it is a printer's.
std::optional<PrinterInterface> pipes(libusb_interface_descriptor const &setting) {
    PrinterInterface found;
    found.number = setting.bInterfaceNumber;
    found.setting = setting.bAlternateSetting;
    if (setting.bInterfaceClass != printer_class || setting.bInterfaceSubClass != printer_subclass ||
        setting.bInterfaceProtocol < 1 || setting.bInterfaceProtocol > 2) {
        return std::nullopt;
    }
    for (int i = 0; i < setting.bNumEndpoints; ++i) {
        auto const &end = setting.endpoint[i];
        if ((end.bmAttributes & LIBUSB_TRANSFER_TYPE_MASK) != LIBUSB_TRANSFER_TYPE_BULK) {
            continue;
        }
        auto const in = (end.bEndpointAddress & LIBUSB_ENDPOINT_DIR_MASK) == LIBUSB_ENDPOINT_IN;
        (in ? found.in : found.out) = end.bEndpointAddress;
        if (in && end.wMaxPacketSize > 0) {
            found.packet = end.wMaxPacketSize;
        }
    }
    return found.out != 0 && found.in != 0 ? std::optional{found} : std::nullopt;
}

class LibusbPort final : public UsbPort {
public:
    LibusbPort(UsbDevice device, PrinterInterface where, std::string name, base::Clock const &clock)
        : device_{std::move(device)}, where_{where}, name_{std::move(name)}, clock_{clock} {}
    LibusbPort(LibusbPort const &) = delete;
    LibusbPort &operator=(LibusbPort const &) = delete;
    /// With auto-detach set, releasing gives the device back to the kernel's driver.
    ~LibusbPort() override { libusb_release_interface(device_.get(), where_.number); }

    base::Result<> send(base::ByteView bytes) override {
        while (!bytes.empty()) {
            auto const sent = send_some(bytes.first(std::min(bytes.size(), chunk)));
            if (!sent) {
                return base::Fault{sent.fault()};
            }
            bytes = bytes.subspan(*sent);
        }
        return {};
    }

    base::Result<base::Bytes> receive(std::size_t most, std::chrono::milliseconds patience) override {
        if (held_.empty()) {
            if (auto read = read_some(patience); !read) {
                return std::move(read).fault();
            }
        }
        auto const count = static_cast<std::ptrdiff_t>(std::min(most, held_.size()));
        base::Bytes got{held_.begin(), held_.begin() + count};
        held_.erase(held_.begin(), held_.begin() + count);
        return got;
    }

    base::Result<> reset() override {
        libusb_control_transfer(device_.get(), class_out, soft_reset, 0,
                                static_cast<std::uint16_t>(where_.number), nullptr, 0,
                                milliseconds(clock_, control_deadline));
        auto const out = libusb_clear_halt(device_.get(), where_.out);
        libusb_clear_halt(device_.get(), where_.in);
        if (out == LIBUSB_ERROR_NO_DEVICE) {
            return broken(out);
        }
        drain();
        return {};
    }

    [[nodiscard]] bool gone() const override { return gone_; }

    std::string device_id() override {
        std::array<unsigned char, 1024> reply{};
        auto const index = static_cast<std::uint16_t>((where_.number << 8) | where_.setting);
        auto const got = libusb_control_transfer(device_.get(), class_in, get_device_id, 0, index,
                                                 reply.data(), static_cast<std::uint16_t>(reply.size()),
                                                 milliseconds(clock_, control_deadline));
        return got > 2 ? std::string{reinterpret_cast<char const *>(reply.data()) + 2,
                                     static_cast<std::size_t>(got) - 2}
                       : std::string{};
    }

    void reset_device() override {
        libusb_reset_device(device_.get());
        gone_ = true;
    }

    /// What a program before us asked and never read would be taken for the answer to our first question.
    void drain() {
        held_.clear();
        for (int i = 0; i < most_stale; ++i) {
            auto const read = read_some(stale_deadline);
            if (!read || held_.empty()) {
                return;
            }
            held_.clear();
        }
    }

private:
    /// At least one byte, or a fault. Bytes that a transfer took before its deadline are gone to the device
    /// and not sent again.
    base::Result<std::size_t> send_some(base::ByteView bytes) {
        int sent = 0;
        // libusb takes one type for both directions; it does not write to what goes out.
        auto *data = const_cast<unsigned char *>(bytes.data());
        auto const status =
            libusb_bulk_transfer(device_.get(), where_.out, data, static_cast<int>(bytes.size()), &sent,
                                 milliseconds(clock_, chunk_deadline));
        if (status == LIBUSB_SUCCESS || (status == LIBUSB_ERROR_TIMEOUT && sent > 0)) {
            return static_cast<std::size_t>(sent);
        }
        return broken(status);
    }

    base::Result<> read_some(std::chrono::milliseconds patience) {
        // A multiple of the packet: a device that sends more than is asked for loses it (facts 19, overflow).
        std::array<unsigned char, 4096> room{};
        int got = 0;
        auto const size = room.size() / where_.packet * where_.packet;
        auto const status =
            libusb_bulk_transfer(device_.get(), where_.in, room.data(), static_cast<int>(size), &got,
                                 milliseconds(clock_, patience));
        held_.assign(room.begin(), room.begin() + got);
        if (status == LIBUSB_SUCCESS || status == LIBUSB_ERROR_TIMEOUT) {
            return {};
        }
        return broken(status);
    }

    base::Fault broken(int status) {
        if (status == LIBUSB_ERROR_PIPE) {
            libusb_clear_halt(device_.get(), where_.out);
            libusb_clear_halt(device_.get(), where_.in);
        }
        gone_ = gone_ || status == LIBUSB_ERROR_NO_DEVICE || !answers();
        if (gone_) {
            return base::fault(Trouble::device, "打印机 {} 的连线断了，请检查电源和连线",
                               "the printer {} was unplugged or switched off; check power and cable", name_);
        }
        if (status == LIBUSB_ERROR_TIMEOUT) {
            return base::fault(Trouble::device, "打印机 {} 一直不接收数据",
                               "the printer {} takes no more data", name_);
        }
        return base::fault(Trouble::device, "和打印机 {} 的通信出错：{}",
                           "talking to the printer {} failed: {}", name_, libusb_strerror(status));
    }

    /// An unplugged device may first look like a broken transfer.
    bool answers() {
        unsigned char status[2] = {};
        return libusb_control_transfer(device_.get(), LIBUSB_ENDPOINT_IN, LIBUSB_REQUEST_GET_STATUS, 0, 0,
                                       status, sizeof status,
                                       milliseconds(clock_, control_deadline)) != LIBUSB_ERROR_NO_DEVICE;
    }

    UsbDevice device_;
    PrinterInterface where_;
    std::string name_;
    base::Clock const &clock_;
    base::Bytes held_; ///< read from the device and not yet asked for
    bool gone_ = false;
};

base::Fault forbidden(UsbPrinter const &printer) {
    return base::fault(
        Trouble::not_allowed,
        "没有权限使用 USB 打印机 {}。请管理员把 drivers/udev/70-platen.rules 复制到 "
        "/etc/udev/rules.d/，运行 udevadm control --reload，再拔插一次打印机",
        "you may not use the USB printer {}. Have an administrator copy drivers/udev/70-platen.rules to "
        "/etc/udev/rules.d/, run udevadm control --reload, and plug the printer in again",
        printer.name());
}

base::Result<> claim(libusb_device_handle *device, PrinterInterface const &where, UsbPrinter const &printer,
                     base::Clock const &clock, int tries) {
    libusb_set_auto_detach_kernel_driver(
        device, 1); // usblp; not supported everywhere, and then there is none to detach
    auto status = libusb_claim_interface(device, where.number);
    for (int i = 1; i < tries && status == LIBUSB_ERROR_BUSY; ++i) {
        clock.wait(1s);
        status = libusb_claim_interface(device, where.number);
    }
    if (status == LIBUSB_ERROR_BUSY) {
        return base::fault(Trouble::busy, "另一个程序正在用 USB 打印机 {}；关掉它，或把它从 CUPS 里删掉",
                           "another program holds the USB printer {}; close it, or remove it from CUPS",
                           printer.name());
    }
    if (status != LIBUSB_SUCCESS) {
        return base::fault(Trouble::device, "不能使用 USB 打印机 {}：{}",
                           "the USB printer {} cannot be used: {}", printer.name(), libusb_strerror(status));
    }
    if (where.settings) { // some printers dislike the request where there is nothing to choose
        libusb_set_interface_alt_setting(device, where.number, where.setting);
    }
    return {};
}

/// Setting a configuration resets a device, so only where it has none.
void configure(libusb_device_handle *device, int wanted) {
    int active = 0;
    if (libusb_get_configuration(device, &active) == LIBUSB_SUCCESS && active == 0) {
        libusb_set_configuration(device, wanted);
    }
}

} // namespace

std::optional<PrinterInterface> printer_interface(libusb_device *device) {
    libusb_config_descriptor *read = nullptr;
    if (libusb_get_config_descriptor(device, 0, &read) != LIBUSB_SUCCESS) {
        return std::nullopt;
    }
    base::Handle<libusb_config_descriptor, libusb_free_config_descriptor> const config{read};
    std::optional<PrinterInterface> best;
    int best_protocol = 0;
    for (int i = 0; i < config->bNumInterfaces; ++i) {
        auto const &interface = config->interface[i];
        for (int k = 0; k < interface.num_altsetting; ++k) {
            auto const &setting = interface.altsetting[k];
            auto found = pipes(setting);
            if (found && setting.bInterfaceProtocol > best_protocol) {
                best_protocol = setting.bInterfaceProtocol;
                found->configuration = config->bConfigurationValue;
                found->settings = interface.num_altsetting > 1;
                best = found;
            }
        }
    }
    return best;
}

base::Result<std::unique_ptr<UsbPort>> take_device(libusb_device *device, UsbPrinter const &printer,
                                                   base::Clock const &clock, int claims) {
    auto const where = printer_interface(device);
    libusb_device_handle *opened = nullptr;
    auto const status = libusb_open(device, &opened);
    UsbDevice handle{opened};
    if (status == LIBUSB_ERROR_ACCESS) {
        return forbidden(printer);
    }
    if (status != LIBUSB_SUCCESS || !where) {
        return base::fault(Trouble::device, "打不开 USB 打印机 {}：{}",
                           "the USB printer {} cannot be opened: {}", printer.name(),
                           libusb_strerror(status));
    }
    configure(opened, where->configuration);
    if (auto claimed = claim(opened, *where, printer, clock, claims); !claimed) {
        return std::move(claimed).fault();
    }
    auto port = std::make_unique<LibusbPort>(std::move(handle), *where, printer.name(), clock);
    port->drain();
    return std::unique_ptr<UsbPort>{std::move(port)};
}

} // namespace print

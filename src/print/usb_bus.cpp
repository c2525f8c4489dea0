// SPDX-License-Identifier: GPL-3.0-or-later
#include "print/usb_bus.hpp"
#include "print/usb_handles.hpp"
#include <atomic>
#include <fmt/format.h>

namespace print {

namespace {

/// Alive for as long as the function that lists it, and no longer.
struct DeviceList {
    libusb_device **devices = nullptr;
    ssize_t count = 0;
    explicit DeviceList(libusb_context *context) : count{libusb_get_device_list(context, &devices)} {}
    ~DeviceList() {
        if (devices != nullptr) {
            libusb_free_device_list(devices, 1);
        }
    }
    DeviceList(DeviceList const &) = delete;
    DeviceList &operator=(DeviceList const &) = delete;
    [[nodiscard]] libusb_device **begin() const { return devices; }
    [[nodiscard]] libusb_device **end() const { return devices + (count > 0 ? count : 0); }
};

std::string text_at(libusb_device_handle *handle, std::uint8_t index) {
    unsigned char text[128] = {};
    if (index == 0) {
        return {};
    }
    auto const length = libusb_get_string_descriptor_ascii(handle, index, text, sizeof text);
    return length > 0 ? std::string{reinterpret_cast<char const *>(text), static_cast<std::size_t>(length)}
                      : std::string{};
}

UsbPrinter described(libusb_device *device, libusb_device_descriptor const &about) {
    UsbPrinter printer{{about.idVendor, about.idProduct},
                       libusb_get_bus_number(device),
                       libusb_get_device_address(device),
                       {},
                       {},
                       false};
    libusb_device_handle *opened = nullptr;
    auto const status = libusb_open(device, &opened);
    UsbDevice const handle{opened};
    printer.forbidden = status == LIBUSB_ERROR_ACCESS;
    if (status == LIBUSB_SUCCESS) {
        printer.maker = text_at(opened, about.iManufacturer);
        printer.product = text_at(opened, about.iProduct);
    }
    return printer;
}

} // namespace

struct UsbBus::Inner {
    UsbContext context;
    std::atomic<bool> arrived{true};
    bool tells = false; ///< libusb says when something is plugged in

    static int on_arrival(libusb_context * /*context*/, libusb_device * /*device*/,
                          libusb_hotplug_event /*event*/, void *self) {
        static_cast<Inner *>(self)->arrived = true;
        return 0;
    }
    void listen() {
        tells = libusb_has_capability(LIBUSB_CAP_HAS_HOTPLUG) != 0 &&
                libusb_hotplug_register_callback(context.get(), LIBUSB_HOTPLUG_EVENT_DEVICE_ARRIVED, 0,
                                                 LIBUSB_HOTPLUG_MATCH_ANY, LIBUSB_HOTPLUG_MATCH_ANY,
                                                 LIBUSB_HOTPLUG_MATCH_ANY, on_arrival, this,
                                                 nullptr) == LIBUSB_SUCCESS;
    }
};

std::string UsbPrinter::name() const {
    auto text = fmt::format("{:04x}:{:04x}", id.vendor, id.product);
    for (auto const &word : {maker, product}) {
        text += word.empty() ? "" : " " + word;
    }
    return text;
}

UsbBus::UsbBus(std::unique_ptr<Inner> inner) : inner_{std::move(inner)} {}
UsbBus::UsbBus(UsbBus &&) noexcept = default;
UsbBus &UsbBus::operator=(UsbBus &&) noexcept = default;
UsbBus::~UsbBus() = default;

base::Result<UsbBus> UsbBus::open() {
    libusb_context *context = nullptr;
    if (auto const status = libusb_init(&context); status != LIBUSB_SUCCESS) {
        return base::fault(base::Trouble::device, "这台电脑用不了 USB：{}",
                           "this computer's USB cannot be used: {}", libusb_strerror(status));
    }
    auto inner = std::make_unique<Inner>();
    inner->context.reset(context);
    inner->listen();
    return UsbBus{std::move(inner)};
}

base::Result<std::vector<UsbPrinter>> UsbBus::printers() {
    DeviceList const list{inner_->context.get()};
    if (list.count < 0) {
        return base::fault(base::Trouble::device, "不能列出 USB 设备：{}", "USB devices cannot be listed: {}",
                           libusb_strerror(static_cast<int>(list.count)));
    }
    std::vector<UsbPrinter> found;
    for (auto *device : list) {
        libusb_device_descriptor about{};
        if (libusb_get_device_descriptor(device, &about) == LIBUSB_SUCCESS && printer_interface(device)) {
            found.push_back(described(device, about));
        }
    }
    return found;
}

base::Result<std::unique_ptr<UsbPort>> UsbBus::take(UsbPrinter const &printer, base::Clock const &clock,
                                                    int claims) {
    DeviceList const list{inner_->context.get()};
    for (auto *device : list) {
        libusb_device_descriptor about{};
        if (libusb_get_bus_number(device) == printer.bus &&
            libusb_get_device_address(device) == printer.address &&
            libusb_get_device_descriptor(device, &about) == LIBUSB_SUCCESS &&
            UsbId{about.idVendor, about.idProduct} == printer.id) {
            return take_device(device, printer, clock, claims);
        }
    }
    return base::fault(base::Trouble::device, "打印机 {} 已经不在 USB 上了",
                       "the printer {} is not on USB any more", printer.name());
}

bool UsbBus::arrived() {
    if (!inner_->tells) {
        return true;
    }
    timeval none{0, 0};
    libusb_handle_events_timeout_completed(inner_->context.get(), &none, nullptr);
    return inner_->arrived.exchange(false);
}

} // namespace print

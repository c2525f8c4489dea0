// SPDX-License-Identifier: GPL-3.0-or-later
// Unmodified libusb against emulated printers on a made-up bus.
#include "emulator/fake_bus.hpp"
#include "emulator/memory.hpp"
#include "emulator/printer.hpp"
#include "support/dye_sub_job.hpp"
#include "support/jump_clock.hpp"
#include "support/temp_folder.hpp"
#include <algorithm>
#include <doctest/doctest.h>
#include <libusb.h>
#include <mutex>
#include <thread>

using namespace emulator;
using support::command;

namespace {

using Handle = std::unique_ptr<libusb_device_handle, void (*)(libusb_device_handle *)>;
constexpr unsigned char out = 0x01, in = 0x82;

struct Usb {
    Usb() { REQUIRE(libusb_init(&context) == 0); }
    Usb(Usb const &) = delete;
    Usb &operator=(Usb const &) = delete;
    ~Usb() { libusb_exit(context); }

    [[nodiscard]] std::vector<std::string> addresses() const {
        libusb_device **list = nullptr;
        auto const count = libusb_get_device_list(context, &list);
        std::vector<std::string> found;
        for (ssize_t i = 0; i < count; ++i) {
            found.push_back(fmt::format("{:03}/{:03}", libusb_get_bus_number(list[i]),
                                        libusb_get_device_address(list[i])));
        }
        libusb_free_device_list(list, 1);
        return found;
    }

    /// The list follows the kernel's events, a moment later.
    [[nodiscard]] bool lists(std::size_t count) const {
        for (int i = 0; i < 200 && addresses().size() != count; ++i) {
            std::this_thread::sleep_for(std::chrono::milliseconds{10});
        }
        return addresses().size() == count;
    }

    [[nodiscard]] int open(std::string const &address, Handle &handle) const {
        libusb_device **list = nullptr;
        auto const count = libusb_get_device_list(context, &list);
        int result = LIBUSB_ERROR_NO_DEVICE;
        for (ssize_t i = 0; i < count; ++i) {
            if (fmt::format("{:03}/{:03}", libusb_get_bus_number(list[i]),
                            libusb_get_device_address(list[i])) == address) {
                libusb_device_handle *opened = nullptr;
                result = libusb_open(list[i], &opened);
                handle.reset(opened);
            }
        }
        libusb_free_device_list(list, 1);
        return result;
    }

    libusb_context *context = nullptr;
};

/// A printer on a bus of its own, opened and claimed.
struct Bench {
    explicit Bench(Options options = {}, bool claims = true)
        : printer{support_open(std::move(options), clock)}, bus{std::move(*FakeBus::create(clock))} {
        bus->add(*printer);
        usb = std::make_unique<Usb>();
        if (claims) {
            REQUIRE(usb->open(bus->address(*printer), handle) == 0);
            REQUIRE(libusb_set_auto_detach_kernel_driver(handle.get(), 1) == 0);
            REQUIRE(libusb_claim_interface(handle.get(), 0) == 0);
        }
    }
    Bench(Bench const &) = delete;
    Bench &operator=(Bench const &) = delete;
    ~Bench() {
        handle.reset();
        usb.reset();
    }

    static std::unique_ptr<Printer> support_open(Options options, base::Clock const &clock) {
        auto opened = Printer::open(std::move(options), clock);
        REQUIRE(opened);
        return std::move(*opened);
    }

    int write(base::ByteView bytes, int &moved, unsigned timeout = 5000) const {
        return libusb_bulk_transfer(handle.get(), out, const_cast<unsigned char *>(bytes.data()),
                                    static_cast<int>(bytes.size()), &moved, timeout);
    }
    [[nodiscard]] int write(base::ByteView bytes) const {
        int moved = 0;
        return write(bytes, moved);
    }
    std::string read(int &result, unsigned timeout = 2000) const {
        std::array<unsigned char, 512> buffer{};
        int moved = 0;
        result = libusb_bulk_transfer(handle.get(), in, buffer.data(), buffer.size(), &moved, timeout);
        return {buffer.begin(), buffer.begin() + moved};
    }
    std::string ask(std::string_view group, std::string_view name = "") const {
        int result = write(command(group, name));
        auto const length = result == 0 ? read(result) : "";
        return result == 0 && length.size() == 8 ? read(result) : "?";
    }

    support::JumpClock clock;
    std::unique_ptr<Printer> printer;
    std::unique_ptr<FakeBus> bus;
    std::unique_ptr<Usb> usb;
    Handle handle{nullptr, libusb_close};
};

print::dnp::PrintSize const &six_by_four() {
    return *print::dnp::model_named("DS-RX1HS")->size(2);
}

} // namespace

TEST_CASE("libusb finds the printers, with their descriptors and strings") {
    support::JumpClock const clock;
    auto const first = Bench::support_open({.serial = "FIRST0000001"}, clock);
    auto const second = Bench::support_open({.model = "DS620", .serial = "SECOND000002"}, clock);
    auto const bus = std::move(*FakeBus::create(clock));
    bus->add(*first);
    bus->add(*second);
    Usb const usb;
    CHECK(usb.lists(2));
    Handle handle{nullptr, libusb_close};
    REQUIRE(usb.open(bus->address(*second), handle) == 0);
    libusb_device_descriptor descriptor{};
    REQUIRE(libusb_get_device_descriptor(libusb_get_device(handle.get()), &descriptor) == 0);
    CHECK(descriptor.idVendor == 0x1452);
    CHECK(descriptor.idProduct == 0x8b01);
    std::array<unsigned char, 64> text{};
    auto const size = libusb_get_string_descriptor_ascii(handle.get(), descriptor.iSerialNumber, text.data(),
                                                         static_cast<int>(text.size()));
    CHECK(std::string(text.begin(), text.begin() + std::max(size, 0)) == "SECOND000002");
}

TEST_CASE("the kernel's driver stands aside for a claim and gets the interface back") {
    Bench bench;
    CHECK_FALSE(bench.bus->usblp_bound(*bench.printer));
    CHECK(bench.bus->claimed(*bench.printer));
    REQUIRE(libusb_release_interface(bench.handle.get(), 0) == 0);
    CHECK(bench.bus->usblp_bound(*bench.printer));
    CHECK(bench.bus->given_back(*bench.printer) == 1);
}

TEST_CASE("without detaching, the kernel's driver keeps others out") {
    Bench bench{{}, false};
    REQUIRE(bench.usb->open(bench.bus->address(*bench.printer), bench.handle) == 0);
    CHECK(libusb_kernel_driver_active(bench.handle.get(), 0) == 1);
    CHECK(libusb_claim_interface(bench.handle.get(), 0) == LIBUSB_ERROR_BUSY);
}

TEST_CASE("a claim is refused as often as the bench says") {
    Bench bench{{}, false};
    bench.bus->bind_usblp(*bench.printer, false);
    bench.bus->refuse_claims(*bench.printer, 2);
    REQUIRE(bench.usb->open(bench.bus->address(*bench.printer), bench.handle) == 0);
    CHECK(libusb_claim_interface(bench.handle.get(), 0) == LIBUSB_ERROR_BUSY);
    CHECK(libusb_claim_interface(bench.handle.get(), 0) == LIBUSB_ERROR_BUSY);
    CHECK(libusb_claim_interface(bench.handle.get(), 0) == 0);
}

TEST_CASE("a node that nobody may open is an access error") {
    Bench bench{{}, false};
    bench.bus->deny_access(*bench.printer, true);
    CHECK(bench.usb->open(bench.bus->address(*bench.printer), bench.handle) == LIBUSB_ERROR_ACCESS);
    bench.bus->deny_access(*bench.printer, false);
    CHECK(bench.usb->open(bench.bus->address(*bench.printer), bench.handle) == 0);
}

TEST_CASE("queries are answered in two transfers") {
    Bench const bench;
    CHECK(bench.ask("STATUS") == "00000\r");
    CHECK(bench.ask("INFO", "FVER") == "DS-RX1 02.21\r");
    CHECK(bench.ask("INFO", "FREE_PBUFFER") == "FBP02\r");
}

TEST_CASE("what the class asks is answered over the control pipe") {
    Bench const bench;
    std::array<unsigned char, 256> buffer{};
    auto const size = libusb_control_transfer(bench.handle.get(), 0xA1, 0, 0, 0, buffer.data(),
                                              static_cast<std::uint16_t>(buffer.size()), 1000);
    REQUIRE(size > 2);
    CHECK(buffer[0] * 256 + buffer[1] == size);
    CHECK(libusb_control_transfer(bench.handle.get(), 0xA1, 1, 0, 0, buffer.data(), 1, 1000) == 1);
    CHECK(buffer[0] == 0x18);
    CHECK(libusb_control_transfer(bench.handle.get(), 0x21, 2, 0, 0, nullptr, 0, 1000) == 0);
    CHECK(libusb_control_transfer(bench.handle.get(), 0xC0, 9, 0, 0, buffer.data(), 8, 1000) ==
          LIBUSB_ERROR_PIPE);
}

TEST_CASE("a page goes over and comes out") {
    support::TempFolder const folder;
    Bench const bench{{.tray = folder.path()}};
    REQUIRE(bench.write(support::page(six_by_four())) == 0);
    CHECK(bench.ask("INFO", "FREE_PBUFFER") == "FBP01\r");
    bench.clock.wait(std::chrono::seconds{30});
    CHECK(bench.ask("MNT_RD", "COUNTER_LIFE") == "CL0000001\r");
    CHECK(std::filesystem::exists(folder / "000001.png"));
}

TEST_CASE("a third page waits at the pipe until a buffer is free, and then goes on") {
    Bench const bench;
    for (int i = 0; i < 3; ++i) {
        CHECK(bench.write(support::page(six_by_four())) == 0);
    }
    CHECK(bench.printer->sheets() >= 1);
    bench.clock.wait(std::chrono::minutes{1});
    CHECK(bench.printer->sheets() == 3);
}

TEST_CASE("what is never taken ends in the host's time-out, and what was taken is counted") {
    Bench const bench;
    bench.printer->arm({.kind = FaultKind::short_write,
                        .at = FaultAt::transfer,
                        .transfer = bench.printer->transfers() + 1,
                        .bytes = 20});
    int moved = 0;
    CHECK(bench.write(command("STATUS", ""), moved, 200) == LIBUSB_ERROR_TIMEOUT);
    CHECK(moved == 20);
    auto const rest = command("STATUS", "");
    CHECK(bench.write(base::ByteView{rest}.subspan(20)) == 0);
    int result = 0;
    CHECK(bench.read(result) == "00000006");
    CHECK(bench.read(result) == "00000\r");
}

TEST_CASE("unplugged in flight, every transfer ends and the device is gone") {
    Bench const bench;
    std::thread puller{[&] {
        std::this_thread::sleep_for(std::chrono::milliseconds{50});
        bench.printer->pull_out();
    }};
    int result = 0;
    CHECK(bench.read(result, 5000).empty());
    puller.join();
    CHECK(result == LIBUSB_ERROR_NO_DEVICE);
    CHECK(bench.write(command("STATUS", "")) == LIBUSB_ERROR_NO_DEVICE);
    CHECK(bench.usb->lists(0));
}

TEST_CASE(
    "unplugged in the middle of a plane and plugged in again, it is another device of the same serial") {
    Bench bench{{.faults = {{.kind = FaultKind::unplug,
                             .at = FaultAt::data,
                             .plane = 'M',
                             .byte = 100'000,
                             .back_after = 2.0}}}};
    auto const before = bench.bus->address(*bench.printer);
    int moved = 0;
    CHECK(bench.write(support::page(six_by_four()), moved) == LIBUSB_ERROR_NO_DEVICE);
    CHECK(moved > 2'381'888 + 100'000);
    bench.handle.reset();
    bench.clock.wait(std::chrono::seconds{3});
    bench.bus->settle();
    auto const after = bench.bus->address(*bench.printer);
    CHECK(after != before);
    REQUIRE(bench.usb->open(after, bench.handle) == 0);
    REQUIRE(libusb_set_auto_detach_kernel_driver(bench.handle.get(), 1) == 0);
    REQUIRE(libusb_claim_interface(bench.handle.get(), 0) == 0);
    CHECK(bench.ask("INFO", "SERIAL_NUMBER") == "EM0000000001\r");
}

TEST_CASE("a stalled pipe stays so until the host clears it") {
    Bench const bench;
    bench.printer->arm(
        {.kind = FaultKind::stall, .at = FaultAt::transfer, .transfer = bench.printer->transfers() + 1});
    CHECK(bench.write(command("STATUS", "")) == LIBUSB_ERROR_PIPE);
    CHECK(bench.write(command("STATUS", "")) == LIBUSB_ERROR_PIPE);
    CHECK(libusb_clear_halt(bench.handle.get(), out) == 0);
    CHECK(bench.ask("STATUS") == "00000\r");
}

TEST_CASE("a printer that was plugged in again more often than there are addresses is found as at first") {
    Bench const bench{{}, false};
    for (int i = 0; i < 260; ++i) { // an address has 7 bits, libusb keeps 8
        bench.printer->pull_out();
        bench.bus->settle();
        bench.printer->plug_in();
        bench.bus->settle();
    }
    Usb const fresh;
    Handle handle{nullptr, libusb_close};
    REQUIRE(fresh.open(bench.bus->address(*bench.printer), handle) == 0);
    CHECK(libusb_set_auto_detach_kernel_driver(handle.get(), 1) == 0);
    CHECK(libusb_claim_interface(handle.get(), 0) == 0);
}

TEST_CASE("hotplug events come for plug and unplug") {
    Bench const bench{{}, false};
    int arrived = 0;
    auto const note = [](libusb_context *, libusb_device *, libusb_hotplug_event event, void *data) {
        *static_cast<int *>(data) += event == LIBUSB_HOTPLUG_EVENT_DEVICE_ARRIVED ? 1 : 100;
        return 0;
    };
    REQUIRE(libusb_hotplug_register_callback(
                bench.usb->context, LIBUSB_HOTPLUG_EVENT_DEVICE_ARRIVED | LIBUSB_HOTPLUG_EVENT_DEVICE_LEFT, 0,
                LIBUSB_HOTPLUG_MATCH_ANY, LIBUSB_HOTPLUG_MATCH_ANY, LIBUSB_HOTPLUG_MATCH_ANY, note, &arrived,
                nullptr) == 0);
    bench.printer->pull_out();
    bench.bus->settle();
    bench.printer->plug_in();
    bench.bus->settle();
    timeval patience{1, 0};
    for (int i = 0; i < 20 && arrived < 101; ++i) {
        libusb_handle_events_timeout_completed(bench.usb->context, &patience, nullptr);
    }
    CHECK(arrived == 101);
}

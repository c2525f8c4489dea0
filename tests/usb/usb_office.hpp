// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/artwork.hpp"
#include "dnp/models.hpp"
#include "emulator/fake_bus.hpp"
#include "emulator/memory.hpp"
#include "emulator/printer.hpp"
#include "support/office.hpp"
#include <atomic>
#include <doctest/doctest.h>
#include <mutex>
#include <sys/mman.h>
#include <thread>

namespace support {

/// A clock that jumps where somebody waits, in every process that was forked with it, and for which devices
/// answer at once or not at all: real time is only spent on real work.
class UsbClock final : public base::Clock {
public:
    UsbClock()
        : ms_{static_cast<std::atomic<std::int64_t> *>(::mmap(nullptr, sizeof(std::atomic<std::int64_t>),
                                                              PROT_READ | PROT_WRITE,
                                                              MAP_SHARED | MAP_ANONYMOUS, -1, 0))} {
        if (ms_ == MAP_FAILED) {
            throw std::runtime_error{"no shared memory for the clock"};
        }
        *ms_ = 1'780'000'000'000;
    }
    UsbClock(UsbClock const &) = delete;
    UsbClock &operator=(UsbClock const &) = delete;
    ~UsbClock() override { ::munmap(ms_, sizeof *ms_); }

    [[nodiscard]] base::Instant now() const override { return {ms_->load()}; }
    /// The bus needs a moment of real time to see what happened meanwhile.
    void wait(std::chrono::milliseconds time) const override {
        *ms_ += time.count();
        if (time >= std::chrono::milliseconds{500}) {
            std::this_thread::sleep_for(std::chrono::milliseconds{2});
        }
    }
    [[nodiscard]] std::chrono::milliseconds patience(std::chrono::milliseconds time) const override {
        return std::max(time / 30, std::chrono::milliseconds{20});
    }

private:
    std::atomic<std::int64_t> *ms_;
};

/// A printer with a roll that has 100 prints left.
inline emulator::Options loaded(std::string const &model, int media = 300) {
    emulator::Options options;
    options.model = model;
    options.media = media;
    options.remaining = 100;
    options.lot = "HS0001";
    return options;
}

/// An office with emulated printers on its USB. What comes out of them is kept, oldest first.
class UsbOffice {
public:
    UsbOffice() : office{print::families(), &clock}, bus_{sure(emulator::FakeBus::create(clock))} {}

    emulator::Printer &plug(emulator::Options options) {
        options.png = false;
        printers_.push_back(sure(emulator::Printer::open(std::move(options), clock)));
        auto &printer = *printers_.back();
        printer.on_sheet([this](emulator::Sheet const &sheet) {
            std::lock_guard const lock{mutex_};
            sheets_.push_back(sheet);
        });
        bus_->add(printer);
        bus_->settle();
        return printer;
    }
    emulator::FakeBus &bus() { return *bus_; }

    desk::PrintReport print_one(std::string const &uri, int person = 0) {
        auto station = office.station();
        auto order = office.order(uri);
        order.who.student_no = Office::number(person);
        return sure(desk::print_sheets(station, order));
    }

    /// Sheets that came out whole.
    std::vector<emulator::Sheet> tray() {
        std::lock_guard const lock{mutex_};
        std::vector<emulator::Sheet> whole;
        for (auto const &sheet : sheets_) {
            if (sheet.fate == emulator::Fate::printed) {
                whole.push_back(sheet);
            }
        }
        return whole;
    }

    std::vector<emulator::Sheet> all() {
        std::lock_guard const lock{mutex_};
        return sheets_;
    }

    /// Takes everything out of the tray.
    void clear() {
        std::lock_guard const lock{mutex_};
        sheets_.clear();
    }

    /// What the printer should have got for this sheet: RGB, as it lies under the head.
    base::Bytes expected(store::Sheet const &sheet, print::dnp::PrintSize const &size, int rows,
                         bool turned) const {
        auto station = office.station();
        desk::SheetArtist artist{station.store()};
        auto const scene = sure(artist.scene(sheet));
        auto const along = rows > size.rows ? 600.0 : 300.0;
        auto const raster = sure(turned ? artist.raster(scene, {rows, size.image_width(), along, 300})
                                        : artist.raster(scene, {size.image_width(), rows, 300, along}));
        base::Bytes rgb;
        for (int y = 0; y < rows; ++y) {
            for (int x = 0; x < size.image_width(); ++x) {
                auto const column = turned ? y : x, row = turned ? size.image_width() - 1 - x : y;
                auto const *pixel = raster.pixels + static_cast<std::size_t>(row) * raster.stride +
                                    static_cast<std::size_t>(column) * 4;
                rgb.insert(rgb.end(), {pixel[2], pixel[1], pixel[0]});
            }
        }
        return rgb;
    }

    UsbClock clock;
    Office office;

private:
    std::mutex mutex_;
    std::vector<emulator::Sheet> sheets_;
    std::vector<std::unique_ptr<emulator::Printer>> printers_;
    std::unique_ptr<emulator::FakeBus> bus_; ///< goes before its printers
};

} // namespace support

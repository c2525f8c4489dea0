// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// A camera of the USB still image class (PIMA 15740, "PTP"), without a bus: it says who it is, lists and
/// gives its pictures, takes one when it is told to or when the photographer presses, and tells of each. It
/// keeps every picture; nothing deletes one.
#include "base/clock.hpp"
#include "emulator/usb_device.hpp"
#include <chrono>
#include <memory>
#include <vector>

namespace emulator {

struct CameraOptions {
    std::string model = "Camera", manufacturer = "Platen", serial = "00000001";
    print::UsbId usb_id{0x1209, 0x0001}; ///< no maker's: whoever looks goes by the class
    std::vector<base::Bytes> pictures{}; ///< what it takes when it is told to, in turn; none: it cannot
    std::chrono::seconds clock_ahead{0}; ///< its own clock, of ours
    bool has_clock = true;
};

/// What happens while the next picture goes over.
struct CameraFault {
    enum class Kind { unplug, stall, silence };
    Kind kind = Kind::unplug;
    std::size_t byte = 0; ///< after so many of its bytes
};

/// Every member may be called from any thread.
class Camera final : public UsbDevice {
public:
    /// \p clock outlives the camera.
    Camera(CameraOptions options, base::Clock const &clock);
    ~Camera() override;
    Camera(Camera const &) = delete;
    Camera &operator=(Camera const &) = delete;

    // The bus.
    Poll poll(Transfer &transfer) override;
    [[nodiscard]] bool attached() const override;
    [[nodiscard]] std::uint64_t plugs() const override;
    void clear_halt(unsigned char endpoint) override;
    void bus_reset() override;
    [[nodiscard]] UsbFace face() const override;

    // The photographer.
    /// \return the picture's name. Names count up; an ending other than JPG is no picture, such as a raw file
    std::string press_shutter(base::Bytes file, std::string const &ending = "JPG");
    void pull_out();
    void plug_in();
    void arm(CameraFault fault);

    // What a test looks at.
    [[nodiscard]] std::size_t kept() const; ///< pictures on its card
    [[nodiscard]] int given() const;        ///< pictures that went over whole
    [[nodiscard]] bool in_session() const;  ///< some program speaks with it

private:
    class Inner;
    std::unique_ptr<Inner> inner_;
};

} // namespace emulator

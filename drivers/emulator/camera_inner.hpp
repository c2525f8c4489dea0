// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// A camera's insides; seen by camera*.cpp only.
#include "emulator/camera.hpp"
#include "emulator/ptp.hpp"
#include <deque>
#include <mutex>
#include <string>

namespace emulator {

/// A picture on the card, or one of its two folders.
struct CardObject {
    std::uint32_t handle = 0, parent = 0;
    std::uint16_t format = ptp::format_jpeg;
    std::string name;
    base::Bytes file;
    base::Instant taken_at; ///< by the camera's clock
};

class Camera::Inner {
public:
    Inner(CameraOptions given, base::Clock const &time);

    // camera.cpp
    std::string shoot(base::Bytes file, std::string const &ending);
    void plug_in();
    void pull_out();
    void forget_session();

    // camera_transfers.cpp
    Poll poll(Transfer &transfer);

    CameraOptions options;
    base::Clock const &clock;
    mutable std::mutex lock;
    std::vector<CardObject> card;
    std::optional<CameraFault> armed;
    bool attached = true, session = false;
    std::uint64_t plugs = 1;
    int given = 0;
    bool halted = false; ///< the endpoint on which it gives

private:
    Poll control(Transfer &transfer);
    Poll command(Transfer const &transfer);
    Poll give(Transfer &transfer);
    Poll strike(Transfer &transfer);
    Poll tell_event(Transfer &transfer);
    std::optional<base::Bytes> control_answer(SetupPacket const &setup);

    // camera_answers.cpp
    void answer(ptp::Container const &asked);
    std::uint16_t respond(ptp::Container const &asked, std::optional<base::Bytes> &data);
    std::uint16_t object(ptp::Container const &asked, std::optional<base::Bytes> &data);
    std::uint16_t property(ptp::Container const &asked, std::optional<base::Bytes> &data);
    std::uint16_t capture();
    [[nodiscard]] base::Bytes device_info() const;
    [[nodiscard]] base::Bytes handles(std::uint32_t format, std::uint32_t parent) const;
    [[nodiscard]] base::Bytes info_of(CardObject const &object) const;
    [[nodiscard]] CardObject const *find(std::uint32_t handle) const;
    [[nodiscard]] base::Instant own_time() const { return clock.now() + options.clock_ahead; }

    /// What goes to the host next, a container each.
    struct Outgoing {
        base::Bytes bytes;
        std::size_t sent = 0;
        bool is_picture = false;
        bool owes_empty_packet = false;
    };
    std::deque<Outgoing> outgoing_;
    std::deque<base::Bytes> events_;
    bool captures_ = false; ///< once the answer to InitiateCapture is on its way
    std::size_t next_picture_ = 0;
    std::uint32_t event_number_ = 0;
};

} // namespace emulator

// SPDX-License-Identifier: GPL-3.0-or-later
#include "emulator/camera_inner.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace emulator {

namespace {

constexpr std::uint32_t top_folder = 1, inner_folder = 2, first_picture = 3;

} // namespace

Camera::Inner::Inner(CameraOptions given_options, base::Clock const &time)
    : options{std::move(given_options)}, clock{time} {
    card.push_back({top_folder, 0, ptp::format_folder, "DCIM", {}, own_time()});
    card.push_back({inner_folder, top_folder, ptp::format_folder, "100PLATN", {}, own_time()});
}

std::string Camera::Inner::shoot(base::Bytes file, std::string const &ending) {
    auto const handle = first_picture + static_cast<std::uint32_t>(card.size()) - 2;
    auto const name = fmt::format("IMG_{:04}.{}", handle - 2, ending);
    auto const format = ending == "JPG" ? ptp::format_jpeg : ptp::format_undefined;
    card.push_back({handle, inner_folder, format, name, std::move(file), own_time()});
    for (auto const code : {ptp::object_added, ptp::capture_complete}) {
        ptp::DataSet which;
        which.u32(code == ptp::object_added ? handle : 0);
        events_.push_back(ptp::bytes_of({ptp::Kind::event, code, event_number_, which.take()}));
    }
    ++event_number_;
    return name;
}

void Camera::Inner::plug_in() {
    plugs += attached ? 0U : 1U;
    attached = true;
}

void Camera::Inner::pull_out() {
    attached = false;
    forget_session();
}

void Camera::Inner::forget_session() {
    session = false;
    halted = false;
    outgoing_.clear();
    events_.clear();
}

Camera::Camera(CameraOptions options, base::Clock const &clock)
    : inner_{std::make_unique<Inner>(std::move(options), clock)} {}
Camera::~Camera() = default;

Poll Camera::poll(Transfer &transfer) {
    std::lock_guard const guard{inner_->lock};
    return inner_->poll(transfer);
}

bool Camera::attached() const {
    std::lock_guard const guard{inner_->lock};
    return inner_->attached;
}

std::uint64_t Camera::plugs() const {
    std::lock_guard const guard{inner_->lock};
    return inner_->plugs;
}

void Camera::clear_halt(unsigned char /*endpoint*/) {
    std::lock_guard const guard{inner_->lock};
    inner_->halted = false;
}

void Camera::bus_reset() {
    std::lock_guard const guard{inner_->lock};
    inner_->forget_session();
}

std::string Camera::press_shutter(base::Bytes file, std::string const &ending) {
    std::lock_guard const guard{inner_->lock};
    return inner_->shoot(std::move(file), ending);
}

void Camera::pull_out() {
    std::lock_guard const guard{inner_->lock};
    inner_->pull_out();
}

void Camera::plug_in() {
    std::lock_guard const guard{inner_->lock};
    inner_->plug_in();
}

void Camera::arm(CameraFault fault) {
    std::lock_guard const guard{inner_->lock};
    inner_->armed = fault;
}

std::size_t Camera::kept() const {
    std::lock_guard const guard{inner_->lock};
    return inner_->card.size() - 2;
}

int Camera::given() const {
    std::lock_guard const guard{inner_->lock};
    return inner_->given;
}

bool Camera::in_session() const {
    std::lock_guard const guard{inner_->lock};
    return inner_->session;
}

} // namespace emulator

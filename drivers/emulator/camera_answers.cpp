// SPDX-License-Identifier: GPL-3.0-or-later
#include "emulator/camera_inner.hpp"
#include <algorithm>
#include <ctime>
#include <fmt/format.h>
#include <utility>

namespace emulator {

namespace {

using namespace ptp;

constexpr std::uint32_t storage = 0x00010001, every = 0xFFFFFFFF;

/// 20260601T083000: what the camera's clock shows, with no zone.
std::string time_text(base::Instant at) {
    auto const seconds = static_cast<std::time_t>(at.ms / 1000);
    std::tm t{};
    localtime_r(&seconds, &t);
    return fmt::format("{:04}{:02}{:02}T{:02}{:02}{:02}", t.tm_year + 1900, t.tm_mon + 1, t.tm_mday,
                       t.tm_hour, t.tm_min, t.tm_sec);
}

base::Bytes storage_info() {
    constexpr std::uint64_t capacity = 32'000'000'000;
    DataSet out;
    out.u16(4).u16(3).u16(0).u64(capacity).u64(capacity / 2).u32(2000); // removable, DCF, read and write
    return out.text("SD").text("PLATEN").take();
}

} // namespace

void Camera::Inner::answer(Container const &asked) {
    std::optional<base::Bytes> data;
    auto const code = respond(asked, data);
    if (data) {
        outgoing_.push_back({bytes_of({Kind::data, asked.code, asked.transaction, std::move(*data)}), 0,
                             asked.code == op::get_object, false});
    }
    outgoing_.push_back({bytes_of({Kind::response, code, asked.transaction, {}}), 0, false, false});
    if (std::exchange(captures_, false)) {
        shoot(options.pictures[next_picture_++ % options.pictures.size()], "JPG");
    }
}

std::uint16_t Camera::Inner::respond(Container const &asked, std::optional<base::Bytes> &data) {
    DataSet out;
    switch (asked.code) {
    case op::get_device_info:
        data = device_info();
        return said::ok;
    case op::open_session:
        return std::exchange(session, true) ? said::session_already_open : said::ok;
    default:
        break;
    }
    if (!session) {
        return said::session_not_open;
    }
    switch (asked.code) {
    case op::close_session:
        session = false;
        return said::ok;
    case op::get_storage_ids:
        data = out.list32(std::vector{storage}).take();
        return said::ok;
    case op::get_storage_info:
        data = storage_info();
        return said::ok;
    case op::get_object_handles:
        data = handles(asked.parameter(1), asked.parameter(2));
        return said::ok;
    case op::get_object_info:
    case op::get_object:
        return object(asked, data);
    case op::get_property_about:
    case op::get_property:
        return property(asked, data);
    case op::initiate_capture:
        return capture();
    default:
        return said::not_supported;
    }
}

std::uint16_t Camera::Inner::object(Container const &asked, std::optional<base::Bytes> &data) {
    auto const *found = find(asked.parameter(0));
    if (found == nullptr) {
        return said::no_such_object;
    }
    data = asked.code == op::get_object ? found->file : info_of(*found);
    return said::ok;
}

std::uint16_t Camera::Inner::property(Container const &asked, std::optional<base::Bytes> &data) {
    if (asked.parameter(0) != date_time || !options.has_clock) {
        return said::no_such_property;
    }
    constexpr unsigned text_type = 0xFFFF, read_only = 0, no_form = 0;
    auto const now = time_text(own_time());
    DataSet out;
    if (asked.code == op::get_property_about) {
        out.u16(date_time).u16(text_type).u8(read_only).text(now);
    }
    out.text(now);
    if (asked.code == op::get_property_about) {
        out.u8(no_form);
    }
    data = out.take();
    return said::ok;
}

std::uint16_t Camera::Inner::capture() {
    captures_ = !options.pictures.empty();
    return captures_ ? said::ok : said::not_supported;
}

base::Bytes Camera::Inner::device_info() const {
    DataSet out;
    out.u16(100).u32(0).u16(0).text("").u16(0); // version 1.00, no maker's extension, standard mode
    auto const can_shoot = options.pictures.empty() ? op::get_object : op::initiate_capture;
    out.list16({op::get_device_info, op::open_session, op::close_session, op::get_storage_ids,
                op::get_storage_info, op::get_object_handles, op::get_object_info, op::get_object,
                op::get_property_about, op::get_property, can_shoot});
    out.list16({object_added, capture_complete});
    options.has_clock ? out.list16({date_time}) : out.list16({});
    out.list16({format_jpeg}).list16({format_folder, format_jpeg, format_undefined});
    return out.text(options.manufacturer).text(options.model).text("1.0").text(options.serial).take();
}

/// Of a format, below a folder; 0 is all of them, a parent of all ones is the top.
base::Bytes Camera::Inner::handles(std::uint32_t format, std::uint32_t parent) const {
    std::vector<std::uint32_t> found;
    for (auto const &one : card) {
        bool const here = parent == 0 || one.parent == (parent == every ? 0 : parent);
        if (here && (format == 0 || format == one.format)) {
            found.push_back(one.handle);
        }
    }
    DataSet out;
    return out.list32(found).take();
}

base::Bytes Camera::Inner::info_of(CardObject const &object) const {
    bool const folder = object.format == format_folder;
    DataSet out;
    out.u32(storage).u16(object.format).u16(0).u32(static_cast<std::uint32_t>(object.file.size()));
    out.u16(0).u32(0).u32(0).u32(0); // no thumbnail
    out.u32(0).u32(0).u32(0);        // width, height, depth: not said
    out.u32(object.parent)
        .u16(folder ? 1 : 0) // an association is a folder
        .u32(0)
        .u32(object.handle);
    out.text(object.name).text(time_text(object.taken_at)).text(time_text(object.taken_at)).text("");
    return out.take();
}

CardObject const *Camera::Inner::find(std::uint32_t handle) const {
    auto const found = std::ranges::find(card, handle, &CardObject::handle);
    return found == card.end() ? nullptr : &*found;
}

} // namespace emulator

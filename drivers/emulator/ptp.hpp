// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// PTP on the wire: containers (USB still image class 1.0, 7.1) and data sets (PIMA 15740, 5), all of it
/// little-endian.
#include "base/bytes.hpp"
#include <cstdint>
#include <optional>
#include <string_view>

namespace emulator::ptp {

enum class Kind : std::uint16_t { command = 1, data = 2, response = 3, event = 4 };

namespace op {
constexpr std::uint16_t get_device_info = 0x1001, open_session = 0x1002, close_session = 0x1003,
                        get_storage_ids = 0x1004, get_storage_info = 0x1005, get_object_handles = 0x1007,
                        get_object_info = 0x1008, get_object = 0x1009, initiate_capture = 0x100E,
                        get_property_about = 0x1014, get_property = 0x1015;
} // namespace op

namespace said {
constexpr std::uint16_t ok = 0x2001, session_not_open = 0x2003, not_supported = 0x2005,
                        no_such_object = 0x2009, no_such_property = 0x200A, session_already_open = 0x201E;
} // namespace said

constexpr std::uint16_t object_added = 0x4002, capture_complete = 0x400D; // events
constexpr std::uint16_t date_time = 0x5011;                               // a property
constexpr std::uint16_t format_undefined = 0x3000, format_folder = 0x3001, format_jpeg = 0x3801;

struct Container {
    Kind kind = Kind::command;
    std::uint16_t code = 0;
    std::uint32_t transaction = 0;
    base::Bytes payload{};

    [[nodiscard]] std::uint32_t parameter(std::size_t index) const; ///< 0 where there is none
};

/// Nothing where the bytes are no whole container.
[[nodiscard]] std::optional<Container> read_container(base::ByteView bytes);
[[nodiscard]] base::Bytes bytes_of(Container const &container);

/// Writes a data set, field after field.
class DataSet {
public:
    DataSet &u8(unsigned value);
    DataSet &u16(unsigned value);
    DataSet &u32(std::uint32_t value);
    DataSet &u64(std::uint64_t value);
    DataSet &text(std::string_view ascii);
    DataSet &list16(std::initializer_list<std::uint16_t> values);
    template <typename Values>
    DataSet &list32(Values const &values) {
        u32(static_cast<std::uint32_t>(values.size()));
        for (auto const value : values) {
            u32(value);
        }
        return *this;
    }
    [[nodiscard]] base::Bytes take() { return std::move(bytes_); }

private:
    base::Bytes bytes_;
};

} // namespace emulator::ptp

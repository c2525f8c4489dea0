// SPDX-License-Identifier: GPL-3.0-or-later
#include "emulator/ptp.hpp"

namespace emulator::ptp {

namespace {

constexpr std::size_t header = 12;

std::uint32_t number(base::ByteView bytes, std::size_t at, std::size_t size) {
    std::uint32_t value = 0;
    for (std::size_t i = size; i > 0; --i) {
        value = value << 8 | bytes[at + i - 1];
    }
    return value;
}

} // namespace

std::uint32_t Container::parameter(std::size_t index) const {
    return payload.size() >= 4 * (index + 1) ? number(payload, 4 * index, 4) : 0;
}

std::optional<Container> read_container(base::ByteView bytes) {
    if (bytes.size() < header || number(bytes, 0, 4) != bytes.size()) {
        return std::nullopt;
    }
    auto const rest = bytes.subspan(header);
    return Container{static_cast<Kind>(number(bytes, 4, 2)), static_cast<std::uint16_t>(number(bytes, 6, 2)),
                     number(bytes, 8, 4), base::Bytes{rest.begin(), rest.end()}};
}

base::Bytes bytes_of(Container const &container) {
    DataSet out;
    out.u32(static_cast<std::uint32_t>(header + container.payload.size()));
    out.u16(static_cast<unsigned>(container.kind)).u16(container.code).u32(container.transaction);
    auto bytes = out.take();
    bytes.insert(bytes.end(), container.payload.begin(), container.payload.end());
    return bytes;
}

DataSet &DataSet::u8(unsigned value) {
    bytes_.push_back(static_cast<unsigned char>(value & 0xFF));
    return *this;
}

DataSet &DataSet::u16(unsigned value) {
    return u8(value).u8(value >> 8);
}

DataSet &DataSet::u32(std::uint32_t value) {
    return u16(value & 0xFFFF).u16(value >> 16);
}

DataSet &DataSet::u64(std::uint64_t value) {
    return u32(static_cast<std::uint32_t>(value)).u32(static_cast<std::uint32_t>(value >> 32));
}

/// Length in characters with the closing NUL, then UTF-16; an empty one is its length alone.
DataSet &DataSet::text(std::string_view ascii) {
    if (ascii.empty()) {
        return u8(0);
    }
    u8(static_cast<unsigned>(ascii.size() + 1));
    for (auto const c : ascii) {
        u16(static_cast<unsigned char>(c));
    }
    return u16(0);
}

DataSet &DataSet::list16(std::initializer_list<std::uint16_t> values) {
    u32(static_cast<std::uint32_t>(values.size()));
    for (auto const value : values) {
        u16(value);
    }
    return *this;
}

} // namespace emulator::ptp

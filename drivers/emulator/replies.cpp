// SPDX-License-Identifier: GPL-3.0-or-later
#include "emulator/replies.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace emulator {

namespace {

using Text = std::optional<std::string>;

/// Prefixes of four characters are made up where no source gives one: hosts pass over them.
Text when(bool known, std::string text) {
    return known ? Text{std::move(text)} : std::nullopt;
}

std::string media_text(Knowledge const &known) {
    auto const marked = known.options.quirks.marked_media && known.memory.media != 0 ? 1 : 0;
    return fmt::format("MT{:05}", known.memory.media + marked);
}

int raw_remaining(Knowledge const &known) {
    return std::max(0,
                    known.memory.remaining - known.identity.model->correction + raw_offset(known.identity));
}

/// The image area's dots an inch; the last job's along the feed.
std::string resolution(Knowledge const &known, bool feed) {
    return feed ? fmt::format("RV{:04}", known.last_speed == 10 ? 600 : 300) : "RH0300";
}

Text print_info(std::string_view name, Knowledge const &known) {
    auto const &model = *known.identity.model;
    auto const firmware = known.identity.firmware;
    auto const &memory = known.memory;
    if (name == "MEDIA") {
        return media_text(known);
    }
    if (name == "MQTY") {
        return fmt::format("MQTY{:04}", raw_remaining(known));
    }
    if (name == "MQTY_DEFAULT") {
        return when(model.roll_count.in(firmware),
                    fmt::format("MQTD{:04}", memory.new_roll + raw_offset(known.identity)));
    }
    if (name == "MEDIA_OFFSET") {
        return when(model.media_offset.in(firmware), fmt::format("MOFS{:04}", raw_offset(known.identity)));
    }
    if (name == "RQTY") {
        return when(known.identity.rewind,
                    fmt::format("RQTY{:04}", memory.remaining * 2 + (memory.half_waits ? 1 : 0)));
    }
    if (name == "PQTY") {
        return fmt::format("PQTY{:04}", known.engine.copies_left());
    }
    if (name == "FREE_PBUFFER") {
        return fmt::format("FBP{:02}", known.engine.free_buffers());
    }
    if (name == "MLOT") {
        return "ML" + memory.lot;
    }
    return std::nullopt;
}

Text other_info(std::string_view name, Knowledge const &known) {
    auto const &identity = known.identity;
    if (name == "FVER") {
        return identity.version_text;
    }
    if (name == "SERIAL_NUMBER") {
        return identity.serial;
    }
    if (name == "RESOLUTION_H" || name == "RESOLUTION_V") {
        return resolution(known, name == "RESOLUTION_V");
    }
    if (name == "MEDIA_CLASS") {
        return "MCLS0001";
    }
    if (name == "MEDIA_CLASS_RFID") {
        return when(identity.model->speed.in(identity.firmware), "0001");
    }
    if (name == "MEDIA_EXT_CODE") {
        return when(identity.rewind, "MEC000000");
    }
    if (name == "SENSOR") {
        return "HDT-028; MDT-025; PMK-010; RML-120; RMC-121; RMR-119; PSZ-001; PNT-000; PJM-000; PED-000; "
               "PET-000; HDV-024; HMD-045";
    }
    if (name == "CUT_MODE") {
        return "CM00000";
    }
    if (name == "PANORAMA_PRINT") {
        return when(identity.rewind, "00000");
    }
    return std::nullopt;
}

Text maintenance(std::string_view name, Knowledge const &known) {
    auto const &memory = known.memory;
    bool const matte = known.identity.matte();
    bool const newer = known.identity.rewind || known.identity.model->speed.in(known.identity.firmware);
    if (name == "COUNTER_LIFE") {
        return fmt::format("CL{:07}", memory.life);
    }
    if (name == "COUNTER_A" || name == "COUNTER_B") {
        return fmt::format("C{}{:07}", name.back(), name.back() == 'A' ? memory.a : memory.b);
    }
    if (name == "COUNTER_M") {
        return when(matte, fmt::format("CM{:07}", memory.m));
    }
    if (name == "COUNTER_MATTE") {
        return when(matte, fmt::format("CMTT{:07}", memory.matte));
    }
    if (name == "COUNTER_P") {
        return fmt::format("CP{:07}", memory.p);
    }
    if (name == "COUNTER_HEAD") {
        return when(newer, fmt::format("CH{:07}", memory.life));
    }
    if (name == "MEDIA_ID_SET") {
        return "MIDS0000";
    }
    if (name == "RIBBON_ID_CODE") {
        return "RI0000000000";
    }
    if (name == "STANDBY_TIME") {
        return when(newer, fmt::format("{:02}", memory.standby_minutes));
    }
    if (name == "END_KEEP_MODE") {
        return when(newer, fmt::format("{:02}", memory.keep_mode));
    }
    if (name == "USB_ISERI_SET") {
        return memory.usb_serial ? "01" : "00";
    }
    return std::nullopt;
}

Text table(std::string_view name) {
    bool const known = name.starts_with("CWD") || name == "CTRLD_GAMMA16" || name == "Version";
    return when(known, name.ends_with("Checksum") ? "0000ABCD" : "EMULATED 01.00");
}

Text text_answer(Command const &query, Knowledge const &known) {
    bool const version = query.group == "INFO" && query.name == "FVER";
    if (known.identity.bootloader && !version) {
        return std::nullopt;
    }
    if (query.group == "STATUS") {
        return fmt::format("{:05}", known.engine.status());
    }
    if (query.group == "INFO") {
        auto found = print_info(query.name, known);
        return found ? found : other_info(query.name, known);
    }
    if (query.group == "MNT_RD") {
        return maintenance(query.name, known);
    }
    return query.group == "TBL_RD" ? table(query.name) : std::nullopt;
}

void pad(base::Bytes &bytes, std::size_t step, unsigned char with) {
    bytes.resize((bytes.size() + step - 1) / step * step, with);
}

base::Bytes payload_of(Answer const &answer, Shape shape) {
    auto payload = answer.value;
    if (!answer.binary) {
        payload.push_back('\r');
    }
    if (shape == Shape::spaces16 || shape == Shape::spaces32) {
        pad(payload, shape == Shape::spaces16 ? 16 : 32, ' ');
    } else if (shape == Shape::nuls16) {
        pad(payload, 16, 0);
    }
    return payload;
}

} // namespace

std::optional<Answer> answer(Command const &query, Knowledge const &known) {
    if (query.group == "INFO" && query.name == "MCOLOR" && !known.identity.bootloader) {
        return Answer{{'M', 'C', 0, 1, 0xFF, 0}, true};
    }
    auto const text = text_answer(query, known);
    if (!text) {
        return std::nullopt;
    }
    auto const bytes = base::as_bytes(*text);
    return Answer{{bytes.begin(), bytes.end()}, false};
}

std::vector<base::Bytes> reply(Answer const &answer, Shape shape) {
    auto const payload = payload_of(answer, shape);
    auto const digits = fmt::format("{:08}", payload.size());
    auto const length = base::as_bytes(digits);
    base::Bytes first{length.begin(), length.end()};
    if (shape == Shape::one_packet) {
        first.insert(first.end(), payload.begin(), payload.end());
        return {first};
    }
    if (shape == Shape::split && payload.size() > 1) {
        auto const middle = payload.begin() + static_cast<std::ptrdiff_t>(payload.size() / 2);
        return {first, {payload.begin(), middle}, {middle, payload.end()}};
    }
    return {first, payload};
}

int raw_offset(Identity const &identity) {
    constexpr int told = 50; ///< what MEDIA_OFFSET says where the printer corrects a count of its own
    auto const &model = *identity.model;
    bool const says = model.media_offset.in(identity.firmware);
    return says && model.correction != 0 ? told : says ? 0 : model.reserve;
}

} // namespace emulator

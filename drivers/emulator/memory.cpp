// SPDX-License-Identifier: GPL-3.0-or-later
#include "emulator/memory.hpp"
#include "base/files.hpp"
#include "base/json.hpp"
#include <nlohmann/json.hpp>

namespace emulator {

namespace {

constexpr auto file_name = "counters.json";
constexpr std::uintmax_t most = 65536;

/// Every field with its key, for reading and writing alike.
template <typename Each>
void each_field(auto &memory, Each const &each) {
    each("model", memory.model);
    each("serial", memory.serial);
    each("life", memory.life);
    each("a", memory.a);
    each("b", memory.b);
    each("m", memory.m);
    each("p", memory.p);
    each("matte", memory.matte);
    each("media", memory.media);
    each("new_roll", memory.new_roll);
    each("remaining", memory.remaining);
    each("half_waits", memory.half_waits);
    each("lot", memory.lot);
    each("retry", memory.retry);
    each("standby_minutes", memory.standby_minutes);
    each("keep_mode", memory.keep_mode);
    each("usb_serial", memory.usb_serial);
}

} // namespace

base::Result<Memory> read_memory(std::filesystem::path const &tray) {
    auto const path = tray / file_name;
    auto bytes = base::read_file(path, most);
    if (!bytes) {
        return std::move(bytes).fault();
    }
    try {
        auto const json = nlohmann::json::parse(bytes->begin(), bytes->end());
        Memory memory;
        each_field(memory, [&](char const *key, auto &field) { json.at(key).get_to(field); });
        return memory;
    } catch (nlohmann::json::exception const &error) {
        auto const name = path.string();
        std::string const reason = error.what();
        return base::fault(base::Trouble::bad_input, "{} 读不懂：{}", "{} cannot be understood: {}", name,
                           reason);
    }
}

base::Result<> write_memory(std::filesystem::path const &tray, Memory const &memory) {
    auto object = base::Json::object();
    each_field(memory, [&](char const *key, auto const &field) { object.set(key, field); });
    auto const text = object.pretty() + "\n";
    return base::write_file(tray / file_name, base::as_bytes(text));
}

} // namespace emulator

// SPDX-License-Identifier: GPL-3.0-or-later
#include "emulator/identity.hpp"
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace emulator {

namespace {

using print::dnp::Version;

/// What the tables of the drivers have no use for: the name in the version string, that in the IEEE-1284 text
/// (as the drivers of Gutenprint 5.3.4 list them; of the others unknown), the newest firmware that the facts
/// speak of, and whether an unused half of a sheet is wound back.
struct Trait {
    std::string_view model, reported, ieee;
    Version firmware;
    bool rewind = false;
};

constexpr std::array traits{
    Trait{"DS40", "DS40", "DS40", {1, 70}},          Trait{"CX", "CX", "CX", {1, 70}},
    Trait{"DS80", "DS80", "DS80", {1, 42}},          Trait{"DS-RX1", "DS-RX1", "DS-RX1", {1, 20}},
    Trait{"DS-RX1HS", "DS-RX1", "DS-RX1", {2, 21}},  Trait{"CY", "CY-02", "CY-02", {2, 6}},
    Trait{"CW-02", "OP900II", "CW-02", {1, 11}},     Trait{"DS620", "DS620", "DP-DS620", {1, 52}, true},
    Trait{"CX-02", "CX-02", "CX-02", {1, 10}, true}, Trait{"DS820", "DS820", "DP-DS820", {1, 6}, true},
    Trait{"QW410", "QW410", "DP-QW410", {1, 10}},
};

Trait trait_of(std::string const &model) {
    auto const found =
        std::find_if(traits.begin(), traits.end(), [&](Trait const &one) { return one.model == model; });
    return found == traits.end() ? Trait{model, model, model, {1, 0}} : *found;
}

std::string version_text(std::string_view name, Version firmware, bool bootloader) {
    return bootloader ? fmt::format("{}_RW_{}.{:02}", name, firmware.major, firmware.minor)
                      : fmt::format("{} {:02}.{:02}", name, firmware.major, firmware.minor);
}

} // namespace

std::vector<std::string> model_names() {
    std::vector<std::string> names;
    for (auto const &model : print::dnp::models()) {
        names.push_back(model.name);
    }
    return names;
}

base::Result<Identity> identity_of(Options const &options) {
    using base::Trouble;
    Identity identity;
    identity.model = print::dnp::model_named(options.model);
    if (identity.model == nullptr) {
        auto const names = fmt::format("{}", fmt::join(model_names(), " "));
        return base::fault(Trouble::usage, "没有型号“{}”；有 {}", "there is no model '{}'; there are {}",
                           options.model, names);
    }
    auto const trait = trait_of(identity.model->name);
    auto const firmware =
        options.firmware.empty() ? std::optional{trait.firmware} : print::dnp::read_version(options.firmware);
    if (!firmware) {
        return base::fault(Trouble::usage, "“{}”不是固件版本，应如 2.21", "'{}' is no firmware such as 2.21",
                           options.firmware);
    }
    identity.firmware = *firmware;
    identity.bootloader = options.bootloader;
    identity.version_text = version_text(trait.reported, *firmware, options.bootloader);
    identity.manufacturer = identity.model->make == "DNP" ? "Dai Nippon Printing" : "CITIZEN SYSTEMS";
    identity.product = std::string{trait.ieee};
    identity.serial = options.serial.empty() ? "EM0000000001" : options.serial;
    identity.rewind = trait.rewind;
    identity.out_endpoint = options.out_endpoint;
    identity.in_endpoint = options.in_endpoint;
    identity.usb_id = options.usb_id;
    return identity;
}

} // namespace emulator

// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.hpp"
#include "dnp/driver.hpp"
#include <algorithm>
#include <functional>

namespace print {

using base::Trouble;

namespace dnp {

namespace {

constexpr int patient_claims = 10; ///< a second apart (facts 15.2)

/// What a URI asks for: usb://MAKE/MODEL?serial=…; each part may be left out.
struct Wanted {
    std::string make, model, serial;

    [[nodiscard]] bool is(Identity const &identity) const {
        auto const same = [](std::string_view a, std::string_view b) {
            return a.empty() || base::upper_ascii(a) == base::upper_ascii(b);
        };
        return same(make, identity.model->make) && same(model, identity.model->name) &&
               same(serial, identity.serial);
    }
};

base::Result<Options> read_options(Uri const &uri) {
    auto const resolution = uri.value("resolution", "300");
    auto const finish = uri.value("finish", "glossy");
    auto const retry = uri.value("retry", "on");
    if ((resolution != "300" && resolution != "300x600") || (finish != "glossy" && finish != "matte") ||
        (retry != "on" && retry != "off")) {
        return base::fault(
            Trouble::usage,
            "“{}”：resolution 可写 300 或 300x600，finish 可写 glossy（光面）或 matte（亚光），retry 可写 "
            "on 或 off",
            "'{}': resolution is 300 or 300x600, finish is glossy or matte, retry is on or off", uri.text);
    }
    return Options{resolution == "300x600", finish == "matte", retry == "on"};
}

/// Everything that was met on the bus while looking for one printer.
struct Search {
    std::vector<Session> found;
    std::vector<Sighting> others;      ///< all that are not found, other makes, too
    std::optional<base::Fault> hidden; ///< one that may not be opened, or is held by another program
};

base::Fault other_make(std::string const &name) {
    return base::fault(Trouble::device, "{} 不是这里能直接驱动的打印机，请装到 CUPS，用 ipp: 打印",
                       "{} is of another make; set it up in CUPS and print with ipp:", name);
}

base::Result<Search> search(UsbBus &bus, base::Clock const &clock, int claims,
                            std::function<bool(Identity const &)> const &wanted) {
    auto printers = bus.printers();
    if (!printers) {
        return std::move(printers).fault();
    }
    Search search;
    for (auto const &printer : *printers) {
        if (!is_known(printer.id)) {
            search.others.push_back({printer.name(), other_make(printer.name())});
            continue;
        }
        auto port = bus.take(printer, clock, claims);
        auto session = port ? Session::attach(std::move(*port), printer, clock)
                            : base::Result<Session>{std::move(port).fault()};
        if (!session) {
            search.hidden = std::move(session).fault();
            search.others.push_back({printer.name(), search.hidden});
        } else if (wanted(session->identity())) {
            search.found.push_back(std::move(*session));
        } else {
            search.others.push_back({uri_of(session->identity())});
        }
    }
    return search;
}

template <typename All, typename Name>
std::string list_of(All const &all, Name const &name) {
    std::string text;
    for (auto const &one : all) {
        text += (text.empty() ? "" : "  ") + name(one);
    }
    return text;
}

base::Fault not_there(Uri const &uri, Search const &search) {
    if (search.hidden) {
        return *search.hidden;
    }
    if (search.others.empty()) {
        return base::fault(Trouble::device, "USB 上没有打印机（要找 {}），请检查电源和连线",
                           "there is no printer on USB (looking for {}); check power and cable", uri.text);
    }
    return base::fault(Trouble::device, "USB 上没有 {}，只有：{}。别的牌子的打印机请装到 CUPS，用 ipp: 打印",
                       "{} is not on USB; there are: {}. Printers of other makes go through CUPS (ipp:)",
                       uri.text, list_of(search.others, [](Sighting const &one) { return one.name; }));
}

base::Result<std::unique_ptr<Driver>> open(Uri const &uri, base::Clock const &clock) {
    auto options = read_options(uri);
    if (!options) {
        return std::move(options).fault();
    }
    auto bus = UsbBus::open();
    if (!bus) {
        return std::move(bus).fault();
    }
    auto const parts = base::split(uri.path, '/');
    Wanted const wanted{std::string{parts[0]}, parts.size() > 1 ? std::string{parts[1]} : "",
                        uri.value("serial", "")};
    auto const is_wanted = [&](Identity const &identity) { return wanted.is(identity); };
    auto met = search(*bus, clock, 1, is_wanted);
    if (met && met->found.empty() && met->hidden && met->hidden->kind == Trouble::busy) {
        met = search(*bus, clock, patient_claims, is_wanted); // it may be let go of in a moment
    }
    if (!met) {
        return std::move(met).fault();
    }
    if (met->found.empty()) {
        return not_there(uri, *met);
    }
    if (met->found.size() > 1) {
        return base::fault(Trouble::usage, "接着 {} 台这样的打印机，请用序列号指明哪一台：{}",
                           "{} such printers are attached; say which one by its serial: {}",
                           met->found.size(),
                           list_of(met->found, [](Session const &one) { return uri_of(one.identity()); }));
    }
    auto session = std::move(met->found.front());
    met->found.clear();
    return drive(std::move(*bus), std::move(session), *options, clock);
}

std::vector<Sighting> find(base::Clock const &clock) {
    auto bus = UsbBus::open();
    if (!bus) {
        return {};
    }
    auto met = search(*bus, clock, 1, [](Identity const &) { return true; });
    if (!met) {
        return {};
    }
    std::vector<Sighting> printers;
    for (auto const &session : met->found) {
        printers.push_back({uri_of(session.identity())});
    }
    printers.insert(printers.end(), met->others.begin(), met->others.end());
    return printers;
}

} // namespace

} // namespace dnp

Family const &dnp_family();

Family const &dnp_family() {
    static Family const family{"dnp", "usb",
                               [] {
                                   return base::Words{"DNP、西铁城热升华打印机（USB）",
                                                      "DNP and Citizen dye-sublimation printers on USB"};
                               },
                               dnp::open, dnp::find};
    return family;
}

} // namespace print

// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/printers.hpp"
#include "base/text.hpp"
#include "store/printers.hpp"
#include <algorithm>

namespace desk {

/// Every reason at once: who closes the cover should not learn afterwards that paper is out, too.
base::Fault not_ready(std::string const &printer, print::Standing const &standing) {
    std::string zh;
    std::string en;
    for (auto reason : standing.reasons) {
        if (print::stops_printing(reason)) {
            auto const words = print::words_of(reason);
            zh += (zh.empty() ? "" : "；") + words.zh;
            en += (en.empty() ? "" : "; ") + words.en;
        }
    }
    return {base::Trouble::device,
            {fmt::format("打印机 {} 不能打印：{}", printer, zh),
             fmt::format("the printer {} cannot print: {}", printer, en)},
            {}};
}

base::Fault in_doubt(std::string const &printer) {
    return base::fault(base::Trouble::device, "打印机 {} 没有说这一页印出来了，请看出纸口",
                       "the printer {} does not say that the page came out; look at its tray", printer);
}

base::Result<std::unique_ptr<print::Driver>> open_printer(Setting const &setting, std::string const &uri) {
    auto read = print::read_uri(uri);
    if (!read) {
        return std::move(read).fault();
    }
    return print::open_driver(setting.families, *read, setting.clock);
}

base::Result<print::Standing> ready_standing(print::Driver &driver) {
    auto standing = driver.ask();
    if (standing && !standing->ready()) {
        return not_ready(driver.name(), *standing);
    }
    return standing;
}

base::Result<print::Standing> printer_standing(Setting const &setting, std::string const &uri) {
    auto driver = open_printer(setting, uri);
    if (!driver) {
        return std::move(driver).fault();
    }
    return (*driver)->ask();
}

namespace {

/// One event about a printer that the office enters or takes off its desks.
base::Result<> note_printer(store::Store &store, Setting const &setting, std::string_view kind,
                            std::string const &uri, base::Json const &body) {
    auto change = store.change(setting.clock.now(), setting.actor);
    if (!change) {
        return std::move(change).fault();
    }
    if (auto noted = change->record(kind, uri, body); !noted) {
        return noted;
    }
    return change->commit();
}

} // namespace

base::Result<> enter_printer(store::Store &store, Setting const &setting, std::string const &uri,
                             std::string const &shown) {
    auto read = print::read_uri(uri);
    if (!read) {
        return std::move(read).fault();
    }
    auto const known =
        std::any_of(setting.families.begin(), setting.families.end(),
                    [&](print::Family const &family) { return family.scheme == read->scheme; });
    if (!known) {
        return base::fault(base::Trouble::usage, "没有以“{}:”开头的打印机", "no printer begins with '{}:'",
                           read->scheme);
    }
    auto const name = std::string{base::trimmed(shown)};
    auto body = base::Json::object();
    return note_printer(store, setting, "printer.entered", uri, body.set("shown", name.empty() ? uri : name));
}

base::Result<> remove_printer(store::Store &store, Setting const &setting, std::string const &uri) {
    auto const all = store::printers(store);
    if (!all) {
        return base::Fault{all.fault()};
    }
    if (std::none_of(all->begin(), all->end(), [&](store::Printer const &one) { return one.uri == uri; })) {
        return base::fault(base::Trouble::not_found, "没有登记打印机 {}", "the printer {} was never entered",
                           uri);
    }
    return note_printer(store, setting, "printer.removed", uri, base::Json::object());
}

} // namespace desk

// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/printers.hpp"

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

} // namespace desk

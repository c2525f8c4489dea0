// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/printers.hpp"

namespace desk {

using namespace std::chrono_literals;

namespace {

constexpr auto longest_page = 180s;

/// Looks until the page is printed, or cannot be any more.
base::Result<std::string> await_page(Setting const &setting, print::Driver &driver, print::Job const &job) {
    auto const until = setting.clock.now() + longest_page;
    while (true) {
        auto look = driver.look({&job, 1});
        if (!look) {
            return std::move(look).fault();
        }
        auto const &receipt = look->receipts.at(0);
        if (receipt.outcome == print::Outcome::printed) {
            return receipt.place;
        }
        if (!look->standing.ready()) {
            return not_ready(driver.name(), look->standing);
        }
        if (receipt.outcome == print::Outcome::uncertain || setting.clock.now() >= until) {
            return base::fault(base::Trouble::device, "打印机 {} 没有说这一页印出来了，请看出纸口",
                               "the printer {} does not say that the page came out; look at its tray",
                               driver.name());
        }
        setting.clock.wait(1s);
    }
}

} // namespace

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

base::Result<std::string> print_page(Setting const &setting, print::Driver &driver, std::string const &title,
                                     print::Artwork &artwork) {
    auto standing = ready_standing(driver);
    if (!standing) {
        return std::move(standing).fault();
    }
    if (auto suits = driver.check(artwork.page()); !suits) {
        return std::move(suits).fault();
    }
    print::Job const job{title, standing->counters};
    if (auto sent = driver.send(job, artwork); !sent) {
        return std::move(sent).fault();
    }
    return await_page(setting, driver, job);
}

} // namespace desk

// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/page_printer.hpp"

namespace desk {

using base::fault;
using base::Trouble;
using namespace std::chrono_literals;

namespace {

constexpr auto longest_page = 180s;
constexpr auto longest_catch_up = 60s;

} // namespace

base::Result<std::unique_ptr<PagePrinter>> PagePrinter::open(Setting const &setting, Station *station,
                                                             std::string const &uri) {
    std::unique_ptr<PagePrinter> printer{new PagePrinter{setting, station}};
    if (auto taken = printer->take(uri); !taken) {
        return std::move(taken).fault();
    }
    auto standing = ready_standing(printer->driver());
    if (!standing) {
        return std::move(standing).fault();
    }
    printer->standing_ = std::move(*standing);
    if (station != nullptr) {
        auto known = store::calibration(station->store(), printer->standing_.counters.printer_serial);
        if (!known) {
            return std::move(known).fault();
        }
        printer->calibration_ = std::move(*known);
    }
    return printer;
}

base::Result<> PagePrinter::take(std::string const &uri) {
    if (station_ == nullptr) {
        auto driver = open_printer(setting_, uri);
        if (!driver) {
            return std::move(driver).fault();
        }
        alone_ = std::move(*driver);
        return {};
    }
    auto lane = PrintLane::open(*station_, uri);
    if (!lane) {
        return std::move(lane).fault();
    }
    lane_ = std::move(*lane);
    return catch_up();
}

base::Result<> PagePrinter::catch_up() {
    auto const until = setting_.clock.now() + longest_catch_up;
    while (lane_->on_their_way() > 0) {
        if (auto looked = lane_->look(); !looked) {
            return base::Fault{looked.fault()};
        }
        if (lane_->on_their_way() > 0 && (setting_.clock.now() >= until || !lane_->standing().ready())) {
            return fault(Trouble::busy, "还有相片纸在打印机 {} 上没有印完，先再运行一次 platen sheet print",
                         "sheets are still on their way to {}; run platen sheet print first",
                         lane_->printer());
        }
        setting_.clock.wait(1s);
    }
    return {};
}

base::Result<PrintedPage> PagePrinter::print(std::string const &title, print::Artwork &artwork) {
    if (auto suits = driver().check(artwork.page()); !suits) {
        return std::move(suits).fault();
    }
    auto standing = ready_standing(driver());
    if (!standing) {
        return std::move(standing).fault();
    }
    print::Job const job{title, standing->counters, setting_.clock.now()};
    if (auto sent = driver().send(job, artwork); !sent) {
        return std::move(sent).fault();
    }
    auto page = await(job);
    if (page && page->certain && station_ != nullptr) {
        if (auto noted = note(title, *page); !noted) {
            return std::move(noted).fault();
        }
    }
    return page;
}

base::Result<PrintedPage> PagePrinter::await(print::Job const &job) {
    auto const until = setting_.clock.now() + longest_page;
    while (true) {
        auto look = driver().look({&job, 1});
        if (!look) {
            return std::move(look).fault();
        }
        auto const &receipt = look->receipts.at(0);
        if (receipt.outcome == print::Outcome::printed || receipt.outcome == print::Outcome::uncertain) {
            return PrintedPage{receipt.place, receipt.outcome == print::Outcome::printed, job.before,
                               receipt.after};
        }
        if (receipt.refused) {
            return *receipt.refused;
        }
        if (receipt.outcome == print::Outcome::not_printed) {
            return fault(Trouble::device, "打印机 {} 没有印出这一页", "the printer {} did not print the page",
                         driver().name());
        }
        if (!look->standing.ready()) {
            return not_ready(driver().name(), look->standing);
        }
        if (setting_.clock.now() >= until) {
            return in_doubt(driver().name());
        }
        setting_.clock.wait(1s);
    }
}

base::Result<> PagePrinter::note(std::string const &title, PrintedPage const &page) {
    auto change = station_->change();
    if (!change) {
        return std::move(change).fault();
    }
    auto id = change->next_id("P");
    if (!id) {
        return std::move(id).fault();
    }
    auto body = base::Json::object();
    body.set("title", title)
        .set("printer", driver().name())
        .set("printer_serial", page.before.printer_serial);
    body.set("media_lot", page.before.media_lot);
    auto const set = [&](char const *key, std::optional<std::int64_t> const &value) {
        if (value) {
            body.set(key, *value);
        }
    };
    set("life", page.before.life);
    set("left", page.before.remaining);
    set("left_after", page.after.remaining);
    if (auto noted = change->record("page.printed", *id, body); !noted) {
        return noted;
    }
    return change->commit();
}

} // namespace desk

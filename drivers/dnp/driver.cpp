// SPDX-License-Identifier: GPL-3.0-or-later
#include "dnp/driver.hpp"
#include "dnp/fit.hpp"
#include "print/spool.hpp"
#include <algorithm>

namespace print::dnp {

using base::Trouble;
using namespace std::chrono_literals;

std::string uri_of(Identity const &identity) {
    auto const path = "usb://" + identity.model->make + "/" + identity.model->name;
    return identity.serial.empty() ? path : path + "?serial=" + identity.serial;
}

bool is_known(UsbId id) {
    return std::any_of(models().begin(), models().end(), [&](Model const &model) {
        return std::find(model.usb.begin(), model.usb.end(), id) != model.usb.end();
    });
}

namespace {

/// A roll with so few prints left is worth a word.
constexpr std::int64_t low = 10;
/// Where libusb does not say that something was plugged in, or a printer came back in another way.
constexpr auto look_again_after = 5s;

class DnpDriver final : public Driver {
public:
    DnpDriver(UsbBus bus, Session session, Options options, base::Clock const &clock)
        : bus_{std::move(bus)}, identity_{session.identity()}, session_{std::move(session)},
          options_{options}, clock_{clock} {}

    [[nodiscard]] std::string name() const override { return uri_of(identity_); }

    base::Result<Standing> ask() override { return see(true); }

    base::Result<> check(Page const &page) override {
        auto now = ask();
        if (!now) {
            return std::move(now).fault();
        }
        auto const &model = *identity_.model;
        if (options_.matte && !model.matte.in(identity_.firmware)) {
            return base::fault(
                Trouble::device, "{}（固件 {}）不能打亚光面，请去掉 finish=matte 或升级固件",
                "a {} with firmware {} prints no matte finish; leave out finish=matte or update it",
                model.name, identity_.firmware_text);
        }
        if (options_.fine && !model.feed600.in(identity_.firmware)) {
            return base::fault(Trouble::device, "{} 没有 300×600 模式，请去掉 resolution=300x600",
                               "a {} has no 300x600 mode; leave out resolution=300x600", model.name);
        }
        auto fits = fit(model, identity_.firmware, state_.media.value_or(0), page);
        if (!fits) {
            return std::move(fits).fault();
        }
        page_ = page;
        return {};
    }

    base::Result<> send(Job const & /*job*/, Artwork &artwork) override {
        if (!session_) {
            return base::fault(Trouble::device, "打印机 {} 不在了", "the printer {} is gone", name());
        }
        auto const page = artwork.page();
        auto fits = fit(*identity_.model, identity_.firmware, state_.media.value_or(0), page);
        if (!fits) {
            return base::Fault{Trouble::not_allowed, fits.fault().what, {}};
        }
        auto const settings = settings_for(*fits);
        auto const along = options_.fine ? 600.0 : 300.0;
        auto raster = artwork.raster(settings.raster_width(), settings.raster_height(),
                                     settings.turned ? along : 300.0, settings.turned ? 300.0 : along);
        if (!raster) {
            return std::move(raster).fault();
        }
        write_page(settings, *raster, stream_);
        page_ = page;
        return transmit();
    }

    base::Result<Look> look(std::span<Job const> sent) override {
        auto now = see(false);
        if (now && cancels(*now)) {
            disordered_ = disordered_ || sent.size() > 1;
            now = ask();
        }
        if (!now) {
            return std::move(now).fault();
        }
        Look look{std::move(*now), {}};
        look.receipts = watch_.judge(sent, look.standing, clock_.now());
        refine(look.receipts);
        // A sheet that is on its way but not in the printer was lost, or is a moment from being called so:
        // another one would be counted in its place. One more than ours is somebody else's, or a jammed one
        // that is printed again.
        auto const pending =
            std::count_if(look.receipts.begin(), look.receipts.end(),
                          [](Receipt const &one) { return one.outcome == Outcome::pending; });
        if (look.standing.inside != pending) {
            look.standing.room = 0;
        }
        if (sent.empty()) {
            disordered_ = false;
            refused_.reset();
        }
        return look;
    }

private:
    base::Result<Standing> see(bool all) {
        if (!session_ && !reattach()) {
            return away();
        }
        if (broken_) {
            session_->resync();
            broken_ = false;
        }
        auto state = session_->state(all);
        if (!state) {
            session_.reset();
            return away();
        }
        state_ = std::move(*state);
        return standing();
    }

    Standing away() const {
        Standing standing;
        standing.reasons = {Reason::gone};
        standing.model = identity_.model->name;
        standing.counters.printer_serial = identity_.serial;
        standing.room = 0;
        return standing;
    }

    PageSettings settings_for(Fit const &fits) const {
        auto const &model = *identity_.model;
        PageSettings settings;
        settings.size = fits.size;
        settings.turned = fits.turned;
        settings.fine = options_.fine;
        settings.matte = options_.matte;
        settings.finishes = model.matte.in(identity_.firmware);
        settings.speed = model.speed.in(identity_.firmware);
        settings.retry = options_.retry;
        return settings;
    }

    /// All of the page, then START: until that has arrived nothing can be printed.
    base::Result<> transmit() {
        auto sent = session_->send(stream_);
        sent = sent ? session_->send(start_command()) : std::move(sent);
        session_->started();
        if (!sent) {
            broken_ = true;
            return sent;
        }
        sent_matte_ = options_.matte;
        return {};
    }

    /// Image buffers that one page of this run takes.
    [[nodiscard]] int buffers_a_page() const {
        if (!page_ || !options_.fine || !options_.matte) {
            return 1;
        }
        auto const fits = fit(*identity_.model, identity_.firmware, state_.media.value_or(0), *page_);
        return fits ? fits->size.buffers600 : 1;
    }

    Standing standing() const {
        Standing now;
        now.model = identity_.model->name;
        now.firmware = identity_.firmware_text;
        now.counters = {identity_.serial, state_.lot.value_or(""), state_.life, state_.remaining};
        now.roll = state_.roll;
        now.room = 0;
        if (identity_.updating) {
            now.reasons = {Reason::firmware_update};
            return now;
        }
        if (state_.silent) {
            now.reasons = {Reason::silent};
            return now;
        }
        now.reasons = reasons_of(state_.status);
        now.code = describe(state_.status);
        now.media = state_.media.value_or(0) == 0 ? "" : media_name(*state_.media);
        now.paper = paper_of(*identity_.model, identity_.firmware, state_.media.value_or(0));
        count_buffers(now);
        judge_media(now);
        return now;
    }

    /// A change between glossy and matte needs both buffers, and so does not knowing what went before
    /// (facts 11.2).
    void count_buffers(Standing &now) const {
        auto const all = identity_.model->buffers;
        auto const unknown = now.has(Reason::printing) || now.has(Reason::cooling) ? 0 : all;
        auto const free =
            now.has(Reason::standby)
                ? all
                : static_cast<int>(std::min<std::int64_t>(state_.free_buffers.value_or(unknown), all));
        auto const each = buffers_a_page();
        now.inside = (all - free + each - 1) / each;
        auto const needed = sent_matte_ == options_.matte ? each : all;
        now.room = free >= needed && !now.has(Reason::cooling) ? 1 : 0;
    }

    void judge_media(Standing &now) const {
        if (now.counters.remaining && *now.counters.remaining <= low) {
            now.reasons.insert(Reason::media_low);
        }
        if (!now.ready()) {
            return; // with an open cover or no paper it cannot read what is loaded
        }
        if (state_.media.value_or(0) == 0) {
            now.reasons.insert(Reason::media_unknown);
        } else if (state_.lot && state_.lot->empty()) {
            now.reasons.insert(Reason::wrong_roll);
        } else if (page_ && !fit(*identity_.model, identity_.firmware, *state_.media, *page_)) {
            now.reasons.insert(Reason::wrong_media);
        }
    }

    /// A page that the printer holds to be wrong stays in it, and stops all that follow, until it is
    /// cancelled.
    bool cancels(Standing const &now) {
        auto const wrong = state_.status == 1500 ? Reason::wrong_media : Reason::data_error;
        if (!session_ || (state_.status != 1500 && state_.status != 1600)) {
            return false;
        }
        auto const words = words_of(wrong);
        refused_ =
            base::Fault{Trouble::device,
                        {fmt::format("打印机 {} 拒绝了这一页（{}）：{}", name(), now.code, words.zh),
                         fmt::format("the printer {} refused the page ({}): {}", name(), now.code, words.en)},
                        {}};
        if (!session_->send(command("CNTRL", "CANCEL"))) {
            broken_ = true;
        }
        return true;
    }

    /// After a cancelled page the printer's order is no guide to which of several came out.
    void refine(std::vector<Receipt> &receipts) const {
        auto const printed = std::any_of(receipts.begin(), receipts.end(),
                                         [](Receipt const &one) { return one.outcome == Outcome::printed; });
        auto const missing = std::any_of(receipts.begin(), receipts.end(),
                                         [](Receipt const &one) { return one.outcome != Outcome::printed; });
        for (auto &receipt : receipts) {
            if (disordered_ && printed && missing) {
                receipt.outcome = Outcome::uncertain;
            } else if (receipt.outcome == Outcome::not_printed) {
                receipt.refused = refused_;
            }
        }
    }

    /// The printer is plugged in again, perhaps elsewhere: its serial tells it from others of its kind.
    bool reattach() {
        auto const now = clock_.now();
        if (!bus_.arrived() && now - looked_at_ < look_again_after) {
            return false;
        }
        looked_at_ = now;
        auto printers = bus_.printers();
        for (auto const &printer : printers ? *printers : std::vector<UsbPrinter>{}) {
            if (!is_known(printer.id)) {
                continue;
            }
            auto port = bus_.take(printer, clock_, 1);
            auto session = port ? Session::attach(std::move(*port), printer, clock_)
                                : base::Result<Session>{std::move(port).fault()};
            if (session && session->identity().serial == identity_.serial &&
                session->identity().model == identity_.model) {
                session_ = std::move(*session);
                identity_ = session_->identity();
                sent_matte_.reset();
                broken_ = false;
                return true;
            }
        }
        return false;
    }

    UsbBus bus_; ///< outlives the session's port
    Identity identity_;
    std::optional<Session> session_;
    Options options_;
    base::Clock const &clock_;
    State state_;
    Watch watch_;
    std::optional<Page> page_;       ///< what this run prints
    std::optional<bool> sent_matte_; ///< finish of the page that was sent last
    bool broken_ = false;            ///< a page broke off on its way
    bool disordered_ = false;        ///< a page was cancelled while others were on their way
    std::optional<base::Fault> refused_;
    base::Instant looked_at_;
    base::Bytes stream_;
};

} // namespace

std::unique_ptr<Driver> drive(UsbBus bus, Session session, Options options, base::Clock const &clock) {
    return std::make_unique<DnpDriver>(std::move(bus), std::move(session), options, clock);
}

} // namespace print::dnp

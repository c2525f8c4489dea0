// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.hpp"
#include "cli/demo.hpp"
#include "desk/fees.hpp"
#include "desk/shots.hpp"
#include "desk/swipes.hpp"
#include "desk/ticks.hpp"
#include <algorithm>

namespace cli {

using base::words;

namespace {

/// What the made-up code of somebody shows to the eye.
std::string shown_by_code(desk::DemoPerson const &who) {
    static constexpr std::size_t digits = 4;
    auto const tail = who.id_no.size() > digits ? who.id_no.substr(who.id_no.size() - digits) : std::string{};
    return base::masked_name(who.name) + " " + tail;
}

} // namespace

base::Result<> Demo::come_in(desk::DemoPerson const &who) {
    command(door_.language() == base::Language::zh ? "capture swipe --picture 采集码截图.png"
                                                   : "capture swipe --picture code.png");
    auto const swiped = desk::swipe(*station_, "https://example.cn/cjm/" + who.student_no + "/made-up", {});
    if (!swiped) {
        return base::Fault{swiped.fault()};
    }
    say(swiped->said);
    auto const shown = shown_by_code(who);
    auto const mask = code::read_mask(shown);
    command("capture bind " + swiped->token.substr(0, 8) + "… --mask " + typed(shown) + " --person " +
            who.student_no);
    auto const in = mask ? desk::bind_swipe(*station_, swiped->token, *mask, who.student_no, {})
                         : base::fault(base::Trouble::bad_input, "看不懂 {}", "cannot read {}", shown);
    if (!in) {
        return base::Fault{in.fault()};
    }
    visit_ = in->visit ? in->visit->id : std::string{};
    say(words("{} {}：{}，到拍摄台报这个号", "{} {}: {}, to be told at the camera", who.student_no, who.name,
              in->said.in(door_.language())));
    return {};
}

base::Result<> Demo::be_photographed(desk::DemoPerson const &who) {
    static constexpr int camera_width = 1200;
    auto const ticks = desk::tick_list(*station_, visit_);
    if (!ticks) {
        return base::Fault{ticks.fault()};
    }
    std::string keys;
    for (auto const &line : *ticks) {
        keys += " " + line.tick.key;
        if (auto done = desk::tick_off(*station_, visit_, line.tick.key, desk::TickAnswer::ok); !done) {
            return std::move(done).fault();
        }
    }
    command("capture tick --number 1" + keys);
    say(words("仪容 {} 项由人看过", "{} things that no machine sees were looked at", ticks->size()));
    auto jpeg = demo_portrait(who, camera_width);
    auto const finder = photo::FaceFinder::load();
    auto const taken = jpeg ? desk::take_shot(*station_, finder ? &*finder : nullptr,
                                              {visit_, std::move(*jpeg), "made-up", {}})
                            : base::Result<desk::CheckedShot>{base::Fault{jpeg.fault()}};
    if (!taken) {
        return base::Fault{taken.fault()};
    }
    command("capture shot --number 1 --file DSC_0001.JPG");
    auto const open = desk::unanswered(*station_, taken->shot);
    for (auto const kind : open ? *open : std::vector<photo::CheckKind>{}) {
        auto const name = photo::words_of(kind);
        item({name.zh + "：没有通过或查不了", name.en + ": failed, or could not be checked"});
        if (auto done = desk::override_check(*station_, taken->shot.id, kind, "示范老师", "画的人像");
            !done) {
            return done;
        }
    }
    auto const blocking = open ? open->size() : 0;
    say(words("检查 {} 项，{} 项没有通过或查不了", "{} checks, {} failed or could not be made",
              taken->inspection.checks.size(), blocking));
    if (blocking > 0) {
        say({"这几项由示范老师写名字负责：画的人像，机器不一定认得出",
             "for these somebody answers by name: a drawn face may be none to a machine"});
    }
    command("capture confirm " + taken->shot.id);
    auto const confirmed = desk::confirm_shot(*station_, taken->shot.id, {"screen", {}});
    if (!confirmed) {
        return base::Fault{confirmed.fault()};
    }
    summary_.set("captured", confirmed->state);
    say({"本人看过，确认；从此这就是他的那一张照片", "looked at and confirmed: from here on it is the one"});
    return {};
}

base::Result<> Demo::capture() {
    auto const &who = school_.people.at(desk::demo_latecomer(school_));
    if (auto done = come_in(who); !done) {
        return done;
    }
    if (auto done = be_photographed(who); !done) {
        return done;
    }
    command(fmt::format("capture pay --payer class --unit {} --class {} --way wechat", typed(who.unit),
                        typed(who.class_name)));
    auto const paid = desk::take_fee(*station_, {"class", who.unit, who.class_name, "", 1, "wechat"});
    if (!paid) {
        return base::Fault{paid.fault()};
    }
    say(words("班长按实际拍摄人数交费：{} 元，收据 {}；各班的人数和钱数对得上（capture wall）",
              "the class pays for those who were photographed: {} yuan, receipt {}; heads and money agree "
              "(capture wall)",
              desk::yuan(paid->fen), paid->id));
    return {};
}

} // namespace cli

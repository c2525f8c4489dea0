// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/names.hpp"
#include "support/profiles.hpp"
#include <algorithm>
#include <functional>

using policy::name_of;
using policy::Profile;
using support::notices;
using support::profile;

namespace {

using Five = std::array<std::string, 5>;

/// What the five profiles say of one thing, S0 to S4.
Five said(std::function<std::string(Profile const &)> const &of) {
    Five all;
    std::transform(notices.begin(), notices.end(), all.begin(),
                   [&](auto const *name) { return of(profile(name)); });
    return all;
}

std::string listed(std::vector<std::string> const &texts) {
    std::string all;
    for (auto const &text : texts) {
        all += all.empty() ? text : " " + text;
    }
    return all;
}

std::string yes_or_no(bool value) {
    return value ? "yes" : "no";
}

policy::Slot const &slot_of(Profile const &profile, std::string const &whom) {
    auto const &slots = profile.queue.slots;
    auto const found = std::find_if(slots.begin(), slots.end(), [&](policy::Slot const &slot) {
        auto const &who = slot.classes.empty() ? slot.units : slot.classes;
        return std::find(who.begin(), who.end(), whom) != who.end();
    });
    REQUIRE(found != slots.end());
    return *found;
}

policy::Deadline const &deadline(Profile const &profile, std::string const &key) {
    auto const found = std::find_if(profile.deadlines.begin(), profile.deadlines.end(),
                                    [&](policy::Deadline const &one) { return one.key == key; });
    REQUIRE(found != profile.deadlines.end());
    return *found;
}

} // namespace

TEST_CASE("the profiles of the five notices read without a finding") {
    for (auto const *name : notices) {
        CAPTURE(name);
        CHECK(profile(name).name == name);
    }
}

TEST_CASE("glasses, make-up, expression and dyed hair are as each notice has them") {
    CHECK(said([](auto const &one) { return std::string{name_of(one.look.glasses)}; }) ==
          Five{"keep", "remove", "unsaid", "unsaid", "optional"});
    CHECK(said([](auto const &one) { return std::string{name_of(one.look.make_up)}; }) ==
          Five{"discouraged", "refuse-heavy", "unsaid", "bare-preferred", "light-allowed"});
    CHECK(said([](auto const &one) { return std::string{name_of(one.look.expression)}; }) ==
          Five{"lips-closed", "smile-without-teeth", "unsaid", "unsaid", "lips-closed"});
    CHECK(said([](auto const &one) { return std::string{name_of(one.look.dyed_hair)}; }) ==
          Five{"unsaid", "refuse-strong", "unsaid", "unsaid", "unsaid"});
    CHECK(said([](auto const &one) { return std::string{name_of(one.look.head_cover)}; }) ==
          Five{"with-reason", "never", "unsaid", "unsaid", "with-reason"});
}

TEST_CASE("clothes contrast with the background, avoid blue or avoid four colours, by notice") {
    CHECK(said([](auto const &one) { return listed(one.look.banned_colours); }) ==
          Five{"", "blue", "", "", "blue yellow green purple"});
    CHECK(said([](auto const &one) { return std::string{name_of(one.look.banned_colours_on_miss)}; }) ==
          Five{"warn", "warn", "warn", "warn", "refuse"});
    CHECK(said([](auto const &one) { return yes_or_no(one.look.contrast); }) ==
          Five{"yes", "no", "no", "yes", "no"});
    CHECK(said([](auto const &one) { return one.photo.background; }) ==
          Five{"蓝色", "蓝色", "", "浅蓝色", "蓝色"});
}

TEST_CASE("how a code is saved, and what is shown beside it, differ by notice") {
    CHECK(said([](auto const &one) { return std::string{name_of(one.code.saving)}; }) ==
          Five{"unsaid", "either", "long-press", "screenshot", "unsaid"});
    CHECK(said([](auto const &one) { return std::string{name_of(one.code.second_proof)}; }) ==
          Five{"none", "none", "id-card", "student-card", "none"});
    CHECK(said([](auto const &one) { return std::string{name_of(one.code.roster)}; }) ==
          Five{"held", "held", "held", "held", "held"});
}

TEST_CASE("money is whole fen, and who pays when is as each notice has it") {
    CHECK(said([](auto const &one) { return std::to_string(one.fee.fen); }) ==
          Five{"2000", "2000", "0", "2000", "2000"});
    CHECK(said([](auto const &one) { return std::to_string(one.fee.elsewhere_fen); }) ==
          Five{"4500", "0", "0", "0", "0"});
    CHECK(said([](auto const &one) { return std::string{name_of(one.fee.payer)}; }) ==
          Five{"unit", "class", "unsaid", "student", "class"});
    CHECK(said([](auto const &one) { return std::string{name_of(one.fee.gate)}; }) ==
          Five{"unit-before", "class-after-count", "none", "student-before-shot", "class-before-shot"});
    CHECK(profile("S1").fee.ways == std::vector{policy::Way::wechat, policy::Way::alipay});
    CHECK(profile("S3").fee.ways == std::vector{policy::Way::scan});
    CHECK(profile("S4").fee.ways.empty());
}

TEST_CASE("the order of the queue is by unit number, student number, schedule or swipe number") {
    CHECK(said([](auto const &one) { return std::string{name_of(one.queue.order)}; }) ==
          Five{"unit-number", "student-number", "schedule", "schedule", "swipe-number"});
    CHECK(said([](auto const &one) { return std::string{name_of(one.queue.tickets)}; }) ==
          Five{"unit-number", "none", "none", "none", "none"});
    CHECK(said([](auto const &one) { return yes_or_no(one.queue.number_after_swipe); }) ==
          Five{"no", "no", "no", "no", "yes"});
    CHECK(said([](auto const &one) { return yes_or_no(one.queue.say_number_at_camera); }) ==
          Five{"no", "no", "no", "no", "yes"});
    CHECK(said([](auto const &one) { return std::to_string(one.queue.early_minutes); }) ==
          Five{"0", "20", "0", "0", "0"});
    CHECK(said([](auto const &one) { return yes_or_no(one.queue.walk_in); }) ==
          Five{"no", "no", "no", "yes", "no"});
    CHECK(said([](auto const &one) { return yes_or_no(one.queue.appointments); }) ==
          Five{"no", "no", "yes", "no", "no"});
    CHECK(said([](auto const &one) { return std::string{name_of(one.queue.unlisted)}; }) ==
          Five{"allowed", "allowed", "allowed", "allowed", "allowed"});
}

TEST_CASE("a photo is taken once, until it is confirmed, or never again, by notice") {
    CHECK(said([](auto const &one) { return std::string{name_of(one.retakes.allowed)}; }) ==
          Five{"before-confirmation", "once", "before-confirmation", "before-confirmation",
               "before-confirmation"});
    CHECK(said([](auto const &one) { return std::string{name_of(one.retakes.after_confirmation)}; }) ==
          Five{"with-reason", "with-reason", "with-reason", "never", "with-reason"});
    CHECK(said([](auto const &one) { return yes_or_no(one.confirm.on_spot); }) ==
          Five{"no", "no", "no", "yes", "no"});
}

TEST_CASE("proofreading comes before or after the upload, and ends when the notice says") {
    CHECK(said([](auto const &one) { return std::string{name_of(one.proof.gate)}; }) ==
          Five{"unsaid", "after-upload", "after-upload", "after-upload", "before-upload"});
    CHECK(said([](auto const &one) { return one.proof.from + "/" + one.proof.to; }) ==
          Five{"/", "/2025-12-20", "/", "2025-05-05/2025-05-25", "/"});
    CHECK(profile("S4").proof.days_after_reminder == 14);
    CHECK(profile("S1").proof.report_by == "2025-12-25");
    CHECK(profile("S1").proof.categories.size() == 2);
    CHECK(profile("S3").proof.categories.at(1).row == "S3-26");
}

TEST_CASE("paper goes to the student, the college, the school or nowhere, on the notice's sheet") {
    CHECK(said([](auto const &one) { return std::string{name_of(one.paper.route)}; }) ==
          Five{"by-mail-then-college", "to-college", "none", "to-school", "unsaid"});
    CHECK(said([](auto const &one) { return one.paper.layout; }) ==
          Five{"8x33x48", "8x33x48", "", "8x35x45", "8x25x35-4x33x48"});
    CHECK(profile("S0").paper.whole);
    CHECK(profile("S1").paper.uses == std::vector<std::string>{"毕业证", "学位证", "毕业档案"});
}

TEST_CASE("photo files are bounded, named and handed over as each notice wants it") {
    CHECK(said([](auto const &one) { return one.photo.file_name + "." + one.photo.extension; }) ==
          Five{".jpg", "{学号}+{姓名}+{身份证号}.jpg", "{身份证号}.JPG", ".jpg", ".jpg"});
    CHECK(said([](auto const &one) { return yes_or_no(one.photo.disc); }) ==
          Five{"no", "no", "yes", "no", "no"});
    CHECK(said([](auto const &one) { return yes_or_no(one.photo.own_capture_only); }) ==
          Five{"no", "yes", "no", "no", "no"});
    for (auto const *name : notices) {
        auto const photo = profile(name).photo;
        CHECK(photo.spec == "xuexin-2017-99");
        CHECK(photo.least_bytes == 20'000);
        CHECK(photo.most_bytes == 100'000);
        CHECK(photo.recency_days == 0);
    }
}

TEST_CASE("each notice says whom it is for") {
    CHECK(said([](auto const &one) { return listed(one.population.levels); }) ==
          Five{"硕士研究生", "", "高等学历继续教育", "本科生 硕士生 博士生 来华留学生", ""});
    CHECK(said([](auto const &one) { return listed(one.population.years); }) ==
          Five{"2026", "2026", "2026", "2025", "2024"});
    CHECK(listed(profile("S3").population.campuses) == "北京校区");
    CHECK(listed(profile("S3").population.outcomes) == "毕业 结业");
}

TEST_CASE("the days and places of the central capture are those of the notices") {
    CHECK(said([](auto const &one) { return listed(one.session.dates); }) ==
          Five{"2025-04-28", "2025-10-18", "", "2025-04-12 2025-04-13 2025-04-19 2025-04-20", "2023-03-03"});
    CHECK(profile("S0").session.enter == "南门");
    CHECK(profile("S0").session.leave == "北门");
    CHECK(profile("S3").session.leave == "南门");
    auto const campuses = profile("S1").session.campuses;
    REQUIRE(campuses.size() == 2);
    CHECK(campuses.at(0).name == "郑东校区");
    CHECK(campuses.at(0).stations == 5);
    CHECK(campuses.at(1).stations == 1);
    CHECK(profile("S2").sites.at(0).hours == std::vector<std::string>{"09:00-11:30", "14:00-17:00"});
    CHECK(profile("S2").sites.at(0).working_days);
    CHECK(profile("S2").sites.at(1).by_appointment);
}

TEST_CASE("the slots are those that the notices give, and none where the table is missing") {
    CHECK(said([](auto const &one) { return std::to_string(one.queue.slots.size()); }) ==
          Five{"4", "0", "0", "9", "12"});
    auto const graduates = profile("S0");
    CHECK(slot_of(graduates, "公共管理学院").from == "13:40");
    CHECK(slot_of(graduates, "公共管理学院").to == "14:20");
    CHECK(slot_of(graduates, "统计与数学学院").to == "15:30");
    CHECK(slot_of(graduates, "法学院").estimated);
    auto const college = profile("S4");
    CHECK(slot_of(college, "机械1214").room == "博学楼二会议室");
    CHECK(slot_of(college, "机械1214").from == "16:00");
    CHECK(slot_of(college, "电商1211").units == std::vector<std::string>{"管理艺术学院", "智能制造学院"});
    CHECK(slot_of(college, "会计1212").classes ==
          std::vector<std::string>{"会计1212", "会计1213", "会计1214", "会计1215", "会计1216", "工商1211"});
    CHECK_FALSE(slot_of(college, "电商1211").estimated);
    CHECK(profile("S1").rule_about("slots")->note.zh.find("附件 1 的表格不在通知文字里") !=
          std::string::npos);
}

TEST_CASE("deadlines are dates, or days after something") {
    CHECK(deadline(profile("S0"), "liaison-form").at == "2025-04-25");
    CHECK(deadline(profile("S1"), "later-capture").at == "2025-11-15");
    CHECK(deadline(profile("S1"), "hand-in").at == "2025-12-01");
    CHECK(deadline(profile("S1"), "proof").at == "2025-12-20");
    CHECK(deadline(profile("S1"), "proof-report").at == "2025-12-25");
    CHECK(deadline(profile("S2"), "capture-by").at == "2026-04-20");
    CHECK(deadline(profile("S3"), "liaison-form").at == "2025-03-31");
    CHECK(deadline(profile("S3"), "later-capture").at == "2025-04-30");
    CHECK(deadline(profile("S3"), "online-application").from == "2025-04-21");
    CHECK(deadline(profile("S3"), "proof").from == "2025-05-05");
    auto const college = profile("S4");
    CHECK(deadline(college, "account").after_days == 21);
    CHECK(deadline(college, "account").after == policy::After::capture);
    CHECK(deadline(college, "proof").after_days == 14);
    CHECK(deadline(college, "proof").after == policy::After::reminder);
}

TEST_CASE("who answers for what is known by population and topic") {
    auto const contacts = profile("S3").contacts;
    CHECK(contacts.size() == 5);
    auto const found = std::find_if(contacts.begin(), contacts.end(), [](policy::Contact const &one) {
        return one.population == "研究生" && one.topic == "图像采集";
    });
    REQUIRE(found != contacts.end());
    CHECK(found->name == "白老师");
    CHECK(found->phone == "58804188");
    CHECK(found->office == "主楼A区209室");
}

TEST_CASE("attachments are listed with the notice, those that are missing too") {
    auto const attachments = profile("S1").attachments;
    REQUIRE(attachments.size() == 3);
    CHECK_FALSE(attachments.at(0).present);
    CHECK(attachments.at(2).present);
    CHECK(profile("S3").attachments.size() == 4);
}

TEST_CASE("reasons not to capture name their rule, and reasons not to come are the same everywhere") {
    CHECK(profile("S1").refusal("dyed-hair")->row == "S1-24");
    CHECK(profile("S1").refusal("heavy-make-up")->row == "S1-27");
    CHECK(profile("S3").refusal("no-second-proof")->row == "S3-12");
    CHECK(profile("S4").refusal("no-code")->row == "S4-15");
    CHECK(profile("S0").refusal("heavy-make-up") == nullptr);
    for (auto const *name : notices) {
        CAPTURE(name);
        auto const one = profile(name);
        CHECK(one.refusal("no-code") != nullptr);
        CHECK(one.absences.size() == 5);
        CHECK(one.absence("leave")->text.zh == "请假");
        CHECK(one.absence("suspended") != nullptr);
    }
}

TEST_CASE("what no machine sees is ticked at the camera, and warns or refuses by its rule") {
    auto const undergraduates = profile("S1");
    auto const &ticks = undergraduates.look.ticks;
    CHECK(ticks.at(0).key == "dyed-hair");
    CHECK(ticks.at(0).row == "S1-24");
    CHECK(ticks.at(0).on_miss == policy::OnMiss::refuse);
    CHECK(ticks.at(0).refusal == "dyed-hair");
    CHECK(ticks.at(2).key == "glasses");
    CHECK(ticks.at(2).on_miss == policy::OnMiss::warn);
    CHECK(profile("S2").look.ticks.empty());
}

TEST_CASE("a rule is found by its row and by what it decides") {
    auto const undergraduates = profile("S1");
    REQUIRE(undergraduates.rule("S1-18") != nullptr);
    CHECK(undergraduates.rule("S1-18")->words == "每位学生只能采集一次");
    CHECK(undergraduates.rule_about("retake") == undergraduates.rule("S1-18"));
    CHECK(undergraduates.rule("S9-99") == nullptr);
    CHECK(undergraduates.rule_about("hovercraft") == nullptr);
    CHECK(profile("S2").rule_about("paper")->row == "S2-18");
    CHECK(profile("S3").rule_about("retake")->row == "S3-17");
}

TEST_CASE("a wrong number or a damaged word of a notice has a note that says what is meant") {
    CHECK(profile("S4").rule("S4-18")->note.zh.find("99号") != std::string::npos);
    CHECK(profile("S4").rule("S4-21")->note.zh.find("应是眼睛") != std::string::npos);
    CHECK(profile("S1").rule("S1-21")->note.zh.find("早退") != std::string::npos);
}

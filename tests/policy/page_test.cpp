// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/page.hpp"
#include "policy/source.hpp"
#include "support/profiles.hpp"
#include <algorithm>
#include <map>
#include <set>

using policy::Part;
using support::notices;
using support::profile;

namespace {

/// Every sentence of one part, in Chinese.
std::vector<std::string> told(policy::Profile const &profile, Part part) {
    std::vector<std::string> all;
    for (auto const &decision : policy::decisions(profile)) {
        if (decision.part == part) {
            all.push_back(decision.row + " " + decision.text.zh);
        }
    }
    return all;
}

bool tells(policy::Profile const &profile, Part part, std::string const &sentence) {
    auto const all = told(profile, part);
    return std::find(all.begin(), all.end(), sentence) != all.end();
}

} // namespace

TEST_CASE("every rule stands once on its notice's page with its words, and every decision stands there") {
    for (auto const *name : notices) {
        CAPTURE(name);
        auto const one = profile(name);
        auto const sections = policy::page(one);
        std::map<std::string, int> quoted;
        std::size_t texts = 0;
        for (auto const &section : sections) {
            for (auto const &line : section.lines) {
                quoted[line.quoted ? line.rule->row : ""] += 1;
                texts += line.texts.size();
            }
        }
        for (auto const &rule : one.rules) {
            CAPTURE(rule.row);
            CHECK(quoted[rule.row] == 1);
        }
        CHECK(texts >= policy::decisions(one).size());
        CHECK(sections.size() == 11);
    }
}

TEST_CASE("a decision stands in its part of the day with the row that it comes from") {
    CHECK(tells(profile("S0"), Part::when, "S0-16 2025-04-28 13:10–13:40（预估）：财政税务学院、法学院"));
    CHECK(tells(profile("S0"), Part::fee, "S0-32 每人 20 元"));
    CHECK(tells(profile("S0"), Part::fee, "S0-39 分散采集每人 45 元"));
    CHECK(tells(profile("S0"), Part::paper, "S0-32 版式 8x33x48"));
    CHECK(tells(profile("S1"), Part::look, "S1-26 必须摘下眼镜"));
    CHECK(tells(profile("S1"), Part::proof, "S1-18 每人只能采集一次"));
    CHECK(tells(profile("S1"), Part::deadlines, "S1-41 2025-12-20：学生在学信网校对图像"));
    CHECK(tells(profile("S3"), Part::code, "S3-12 采集码和学生证都要"));
    CHECK(tells(profile("S3"), Part::contacts, "S3-27 研究生 图像采集 白老师 58804188 主楼A区209室"));
    CHECK(tells(profile("S4"), Part::look, "S4-23 不穿蓝色、黄色、绿色、紫色衣服（不符时不采集）"));
    CHECK(tells(profile("S4"), Part::deadlines, "S4-28 收到提醒后 14 天内：学生完成信息勘误"));
}

TEST_CASE("where a notice is silent its page says so, without a row") {
    CHECK(tells(profile("S3"), Part::look, " 通知没有规定眼镜"));
    CHECK(tells(profile("S2"), Part::fee, " 通知没有写明费用"));
    CHECK(tells(profile("S0"), Part::proof, " 确认之前可以重拍"));
}

TEST_CASE("every rule of the five notices says in English what it means") {
    for (auto const *name : notices) {
        for (auto const &rule : profile(name).rules) {
            CAPTURE(rule.row);
            CHECK_FALSE(rule.text.en.empty());
            CHECK(rule.note.zh.empty() == rule.note.en.empty());
        }
    }
}

TEST_CASE("a block names its rule, the notice and the notice's words, in both languages") {
    auto const one = profile("S1");
    auto const block = policy::by_topic(one, "retake", {"已经采集过", "captured before"});
    CHECK(block.zh == "已经采集过（S1-18，教务部门通知，2025-10-15：‘每位学生只能采集一次’）");
    CHECK(block.en ==
          "captured before (S1-18, academic office's notice, 2025-10-15: each student may be captured "
          "only once)");
    CHECK(policy::by_row(one, "S1-24", {"不采集", "not captured"}).zh.starts_with("不采集（S1-24，"));
}

TEST_CASE("long words are cut at a clause where a block names them") {
    auto const one = profile("S0");
    auto const text = policy::source(one, *one.rule("S0-33")).zh;
    CHECK(text ==
          "S0-33，研究生学院通知，2025-04-22：‘请各单位提前收齐图像采集费用 20 元/人（规格:8 张小二寸)…’");
}

TEST_CASE("a sentence without a rule stays as it is") {
    base::Words const sentence{"不行", "no"};
    CHECK(policy::by_topic(profile("S0"), "retake", sentence) == sentence);
    CHECK(policy::by_row(profile("S0"), "S9-01", sentence) == sentence);
}

TEST_CASE("every topic is written down for whoever writes a profile") {
    auto const readme = support::text_of(support::profile_path("S0").parent_path() / "README.md");
    std::set<std::string_view> seen;
    for (auto const &topic : policy::topics()) {
        CAPTURE(topic.name);
        CHECK(seen.insert(topic.name).second);
        CHECK(readme.find("`" + std::string{topic.name} + "`") != std::string::npos);
    }
}

TEST_CASE("programs are told all of a profile in the words of its file") {
    auto const text = policy::json_of(profile("S4"), base::Language::zh).text();
    for (auto const *part :
         {R"("glasses":"optional")", R"("gate":"class-before-shot")", R"("classes":["电商1211","电商1212")",
          R"("after":"reminder")", R"("kind":"enforce")", R"("on_miss":"refuse")",
          R"("code":"banned-colour")", R"("part":"deadlines")"}) {
        CAPTURE(part);
        CHECK(text.find(part) != std::string::npos);
    }
}

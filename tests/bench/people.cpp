// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/people.hpp"
#include "base/resident_id.hpp"
#include "base/text.hpp"
#include "support/portrait.hpp"
#include <array>
#include <fmt/format.h>
#include <random>
#include <thread>

namespace bench {

namespace {

constexpr std::size_t photo_count = 1000;

/// Roughly by how many people bear them.
constexpr auto common_surnames =
    U"王王王王王王王李李李李李李李张张张张张张张刘刘刘刘刘陈陈陈陈陈杨杨杨黄黄赵赵吴吴周周徐孙马朱胡郭何"
    U"林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏"
    U"韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤";
constexpr auto given_characters =
    U"伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建国文玉志红金春梅兰云海燕鹏辉飞玲浩宇子轩雨"
    U"桐欣怡佳慧婷雪琳晨阳博思远嘉俊豪梓涵一诺若曦晓东永福德昌庆祥兴旺家和瑞凯峰波斌龙凤莲菊香珍珠"
    U"翠碧清秋月夜星光辰天泽润泉江河湖山林森木松柏竹青黛紫素白洁冰心语诗书琴棋画墨韵雅致彤丹霏露霜";

std::string picked(std::u32string_view from, std::uint64_t random) {
    return base::utf8(std::u32string(1, from[random % from.size()]));
}

/// The first given characters are the frequent ones.
std::string given(std::mt19937_64 &random) {
    std::u32string_view const all{given_characters};
    auto const spread = static_cast<double>(random() % 10000) / 10000;
    return picked(all, static_cast<std::uint64_t>(spread * spread * static_cast<double>(all.size())));
}

} // namespace

std::string name_of(std::int64_t person) {
    std::mt19937_64 random{static_cast<std::uint64_t>(person)};
    auto name = picked(common_surnames, random()) + given(random);
    return random() % 100 < 85 ? name + given(random) : name;
}

std::string student_no_of(std::int64_t person) {
    return fmt::format("2022{:08}", person + 10000001);
}

std::string birth_of(std::int64_t person) {
    return fmt::format("{:04}{:02}{:02}", 2000 + person % 5, 1 + person / 5 % 12, 1 + person / 60 % 28);
}

std::string id_no_of(std::int64_t person) {
    // 1680 days and 500 pairs of sequences in each of as many districts as it takes.
    auto const rest = person / 1680;
    auto const digits = fmt::format("13{:04}{}{:03}", 101 + rest / 999, birth_of(person), 1 + rest % 999);
    return digits + base::resident_check_character(digits);
}

std::string class_of(std::int64_t person) {
    static constexpr std::array majors{"会计", "金融", "法学", "软件", "机械", "护理", "英语", "土木"};
    return fmt::format("{}22{:02}班", majors[static_cast<std::size_t>(person / 1000 % 8)],
                       1 + person / 50 % 20);
}

std::string unit_of(std::int64_t person) {
    static constexpr std::array fields{"财经", "金融", "法政",   "计算机与信息工程",
                                       "机电", "医学", "外国语", "建筑"};
    auto const number = person / 1000;
    return fmt::format("{}学院{}", fields[static_cast<std::size_t>(number % 8)],
                       number < 8 ? "" : fmt::format("{}部", number / 8 + 1));
}

render::LabelText label_of(std::int64_t person) {
    using sheet::Field;
    return {{Field::name, name_of(person)},
            {Field::student_no, student_no_of(person)},
            {Field::class_name, class_of(person)},
            {Field::unit, unit_of(person)},
            {Field::campaign, "2026届毕业生图像采集"},
            {Field::serial, fmt::format("7KQ2M9-{:05}-X", person)}};
}

std::vector<render::Picture> const &photos() {
    static std::vector<render::Picture> const all = [] {
        std::vector<render::Picture> made(photo_count);
        auto const make = [&](std::size_t from) {
            for (auto i = from; i < made.size(); i += 2) {
                made[i] = std::make_shared<base::Bytes const>(support::portrait(static_cast<unsigned>(i)));
            }
        };
        std::thread other{make, 1};
        make(0);
        other.join();
        return made;
    }();
    return all;
}

std::string roster_csv(int people) {
    std::string rows = "学号,姓名,性别,身份证号,出生日期,学院,班级,专业,层次,考生号\n";
    for (int i = 0; i < people; ++i) {
        auto const id = id_no_of(i);
        fmt::format_to(std::back_inserter(rows), "{},{},{},{},{},{},{},{},本科,{}\n", student_no_of(i),
                       name_of(i), (id[16] - '0') % 2 == 1 ? "男" : "女", id, birth_of(i), unit_of(i),
                       class_of(i), "会计学", 22130000000000 + i);
    }
    return rows;
}

} // namespace bench

// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/files.hpp"
#include "base/text.hpp"
#include "cli/verbs.hpp"
#include "desk/campaign.hpp"
#include "desk/layouts.hpp"

namespace cli {

using base::Json;
using base::words;

namespace {

Json campaign_json(store::Campaign const &campaign) {
    auto object = Json::object();
    object.set("campaign", desk::campaign_key(campaign)).set("school", campaign.school_code);
    object.set("name", campaign.school_name).set("year", campaign.year).set("profile", campaign.profile);
    return object;
}

int create(Door &door, desk::NewCampaign const &wanted) {
    auto const folder = door.store_folder();
    if (!folder) {
        return door.fail(folder.fault());
    }
    auto const made = desk::create_campaign(*folder, wanted, door.setting());
    if (!made) {
        return door.fail(made.fault());
    }
    door.answer(campaign_json(*made));
    door.line(words("已建立采集任务 {}（{} {}届，规则 {}），档案库在 {}",
                    "campaign {} is there ({}, class of {}, profile {}), store in {}",
                    desk::campaign_key(*made), made->school_name, made->year, made->profile,
                    folder->string()));
    door.remark({"下一步：platen roster import 名册文件", "next: platen roster import FILE"});
    return 0;
}

int list(Door &door) {
    auto station = door.open();
    if (!station) {
        return door.fail(station.fault());
    }
    auto const all = store::campaigns(station->store());
    if (!all) {
        return door.fail(all.fault());
    }
    auto rows = Json::list();
    for (auto const &one : *all) {
        rows.add(campaign_json(one));
        door.line(words("{}  {} {}届  规则 {}", "{}  {}, class of {}, profile {}", desk::campaign_key(one),
                        one.school_name, one.year, one.profile));
    }
    auto object = Json::object();
    door.answer(object.set("campaigns", rows));
    return 0;
}

std::string padded(std::string const &text, std::size_t columns) {
    auto const has = base::columns_of(text);
    return text + std::string(has < columns ? columns - has : 1, ' ');
}

int show(Door &door) {
    auto station = door.open();
    if (!station) {
        return door.fail(station.fault());
    }
    auto const counts = store::class_counts(station->store(), station->campaign().id);
    if (!counts) {
        return door.fail(counts.fault());
    }
    auto object = campaign_json(station->campaign());
    auto rows = Json::list();
    door.line(words("{}  {} {}届", "{}  {}, class of {}", desk::campaign_key(station->campaign()),
                    station->campaign().school_name, station->campaign().year));
    auto const heading = [](std::string const &unit, std::string const &name) {
        return padded(unit, 20) + padded(name, 18);
    };
    door.line({heading("单位", "班级") + "人数  照片  已印  存疑  未印出",
               heading("unit", "class") + "people photos printed uncertain failed"});
    for (auto const &one : *counts) {
        auto row = Json::object();
        row.set("unit", one.unit)
            .set("class", one.class_name)
            .set("people", one.people)
            .set("photos", one.photos);
        row.set("printed", one.printed).set("uncertain", one.uncertain).set("failed", one.failed);
        rows.add(row);
        auto const numbers = fmt::format("{:>4}  {:>4}  {:>4}  {:>4}  {:>4}", one.people, one.photos,
                                         one.printed, one.uncertain, one.failed);
        door.line({heading(one.unit, one.class_name) + numbers, heading(one.unit, one.class_name) + numbers});
    }
    door.answer(object.set("classes", rows));
    return 0;
}

int list_layouts(Door &door) {
    auto const setting = door.setting();
    auto rows = Json::list();
    for (auto const &name : desk::shipped(setting, "layouts")) {
        auto const layout = desk::load_layout(setting, name);
        if (!layout) {
            door.line(words("{}  （有错误：platen layout check）", "{}  (has mistakes: platen layout check)",
                            name));
            continue;
        }
        auto row = Json::object();
        row.set("name", name).set("title", layout->layout.title.in(door.language()));
        row.set("paper", layout->layout.paper_name).set("cells", layout->plan.cells.size());
        row.set("cuts", layout->plan.cuts.size());
        rows.add(row);
        door.line(
            {padded(name, 20) + layout->layout.title.zh + fmt::format("，裁 {} 刀", layout->plan.cuts.size()),
             padded(name, 20) + layout->layout.title.en +
                 fmt::format(", {} cuts", layout->plan.cuts.size())});
    }
    auto object = Json::object();
    door.answer(object.set("layouts", rows));
    return 0;
}

int check_layout(Door &door, std::string const &file) {
    auto const reading = sheet::read_layout_file(file);
    if (!reading) {
        return door.fail(reading.fault());
    }
    auto const status = door.checked(file, reading->findings);
    if (status == 0) {
        auto const plan = sheet::solve(reading->layout);
        for (auto const &step : desk::cut_plan(std::get<sheet::Plan>(plan))) {
            door.line(step);
        }
    }
    return status;
}

int preview_layout(Door &door, std::string const &name, std::string const &to) {
    if (auto drawn = desk::preview_layout(door.setting(), name, to); !drawn) {
        return door.fail(drawn.fault());
    }
    auto object = Json::object();
    door.answer(object.set("layout", name).set("file", to));
    door.line(words("已画好：{}", "drawn: {}", to));
    return 0;
}

void add_layouts(CommandLine &line, Door &door) {
    line.noun("layout", {"版式：相片纸上怎么排", "how sheets are laid out"});
    line.verb("layout", "list", {"列出版式", "list the layouts"}).does([&door] {
        return list_layouts(door);
    });
    auto const file = std::make_shared<std::string>();
    line.verb("layout", "check", {"检查版式文件，并给出裁切顺序", "check a layout file and give its cuts"})
        .required_text("file", *file, {"版式文件 .toml", "layout file, .toml"})
        .does([&door, file] { return check_layout(door, *file); });
    auto const name = std::make_shared<std::string>();
    auto const to = std::make_shared<std::string>();
    line.verb("layout", "preview", {"画出版式的样子", "draw what a layout looks like"})
        .required_text("name", *name, {"版式名", "name of the layout"})
        .required_text("--to", *to, {"写到这个 .png 文件", "file to write, .png"})
        .does([&door, name, to] { return preview_layout(door, *name, *to); });
}

} // namespace

void add_campaigns(CommandLine &line, Door &door) {
    line.noun("campaign", {"采集任务：一所学校的一届", "one school's one year"});
    auto const wanted = std::make_shared<desk::NewCampaign>();
    line.verb("campaign", "create",
              {"建立采集任务（没有档案库时一并建立）", "make a campaign, and the store where there is none"})
        .required_text("--school", wanted->school_code, {"院校代码，5 位数字", "school code, five digits"})
        .required_text("--name", wanted->school_name, {"学校名称", "name of the school"})
        .required_whole("--year", wanted->year, {"毕业年份", "year of graduation"})
        .required_text("--profile", wanted->profile,
                       {"规则，见 platen profile list", "profile, see platen profile list"})
        .does([&door, wanted] { return create(door, *wanted); });
    line.verb("campaign", "list", {"列出采集任务", "list the campaigns"}).does([&door] {
        return list(door);
    });
    line.verb("campaign", "show", {"各班进度", "how far each class has come"}).does([&door] {
        return show(door);
    });
    add_layouts(line, door);
}

} // namespace cli

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// The two sheets of eight that Platen is for, placed by hand: 小二寸 of 33x48 mm with a side column, and of
/// 35x45 mm with a band below, on 6-inch paper.
#include "render/compose.hpp"

namespace support {

struct SampleSheet {
    sheet::Layout layout;
    sheet::Plan plan;
};

inline SampleSheet eight(sheet::Size cell, sheet::Point first, sheet::Label label, sheet::Box place) {
    using base::Length;
    SampleSheet sample;
    sample.layout.paper = sample.plan.paper = {Length::mm(152.4), Length::mm(101.6)};
    sample.layout.safe_edge = Length::mm(2);
    sample.layout.label = std::move(label);
    sample.plan.label = place;
    for (int i = 0; i < 8; ++i) {
        sample.plan.cells.push_back(
            {{first.x + cell.width * (i % 4), first.y + cell.height * (i / 4), cell.width, cell.height},
             false,
             0});
    }
    return sample;
}

inline std::vector<sheet::Field> all_fields() {
    using sheet::Field;
    return {Field::name, Field::student_no, Field::class_name, Field::unit, Field::campaign, Field::serial};
}

inline SampleSheet sheet_33x48() {
    using base::Length;
    auto const mm = [](double x) { return Length::mm(x); };
    return eight({mm(33), mm(48)}, {mm(2.2), mm(2.8)},
                 {sheet::LabelPlace::right_column, mm(14), mm(12), mm(4), all_fields()},
                 {mm(136.4), mm(2.2), mm(14), mm(97.2)});
}

inline SampleSheet sheet_35x45() {
    using base::Length;
    auto const mm = [](double x) { return Length::mm(x); };
    return eight({mm(35), mm(45)}, {mm(6.2), mm(2)},
                 {sheet::LabelPlace::bottom_band, mm(8), mm(7.6), mm(3.4), all_fields()},
                 {mm(6.2), mm(92), mm(140), mm(7.6)});
}

inline render::LabelText sample_label(std::string name = "欧阳小明") {
    using sheet::Field;
    return {{Field::name, std::move(name)},
            {Field::student_no, "202211010234"},
            {Field::class_name, "软件工程2202班"},
            {Field::unit, "计算机与信息工程学院"},
            {Field::campaign, "2026届毕业生图像采集"},
            {Field::serial, "7KQ2M9-00012-X"}};
}

inline render::Picture picture_of(base::Bytes bytes) {
    return std::make_shared<base::Bytes const>(std::move(bytes));
}

inline base::Result<render::Scene> sample_scene(SampleSheet const &sample, render::Picture photo,
                                                std::string name = "欧阳小明") {
    return render::compose_sheet(sample.layout, sample.plan, std::move(photo), sample_label(std::move(name)));
}

} // namespace support

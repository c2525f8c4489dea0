// SPDX-License-Identifier: GPL-3.0-or-later
#include "photo/advice.hpp"

namespace photo {

namespace {

struct Advice {
    base::Words under, over;
};

std::array<Advice, check_kinds> const &all_advice() {
    using base::Words;
    static std::array<Advice, check_kinds> const all{{
        {{"画面里没有找到正面的人脸：请正对镜头，露出整张脸", "no frontal face is found: face the camera"},
         {"画面里不止一个人：请其他人离开画面", "more than one face: everybody else leaves the picture"}},
        {{"头顶太靠上：镜头抬高一点，或者退后一点",
          "too little room above the hair: aim higher or step back"},
         {"头顶上方太空：镜头压低一点，或者靠近一点",
          "too much room above the hair: aim lower or come closer"}},
        {{"眼睛太高：镜头抬高一点", "the eyes are too high: aim higher"},
         {"眼睛太低：镜头压低一点", "the eyes are too low: aim lower"}},
        {{"脸太小：靠近一点", "the face is too small: come closer"},
         {"脸太大：退后一点", "the face is too large: step back"}},
        {{}, {"没有居中：左右挪一下", "not in the middle: move to the side"}},
        {{}, {"头歪了：请把头摆正", "the head is tilted: hold it upright"}},
        {{}, {"没有正对镜头：请转正", "not facing the camera: turn to it"}},
        {{"眼睛没有睁开，或者被遮住了", "the eyes are not open, or covered"}, {}},
        {{}, {"嘴唇没有闭合，或者露出了牙齿", "the lips are parted, or teeth show"}},
        {{}, {"背景颜色不对：应为浅蓝色", "the backdrop has another colour than light blue"}},
        {{}, {"背景不均匀：有阴影、褶皱或杂物", "the backdrop is uneven: a shadow, a fold or a thing"}},
        {{}, {"衣服和背景颜色太接近，看不出轮廓", "the clothes melt into the backdrop"}},
        {{}, {"衣服颜色是通知不允许的", "the clothes have a colour that the notice bars"}},
        {{"不清晰：没有对上焦，或者动了", "not sharp: out of focus, or moved"}, {}},
        {{"脸太暗", "the face is too dark"}, {"脸太亮，细节丢失", "the face is too bright"}},
        {{}, {"左右脸明暗不一：请调整灯光", "one side of the face is darker: mend the light"}},
        {{}, {"有红眼：不要用正面闪光灯", "red eyes: no flash from the front"}},
    }};
    return all;
}

} // namespace

base::Words advice(CheckKind kind, bool under) {
    auto const &one = all_advice().at(static_cast<std::size_t>(kind));
    return under && !one.under.zh.empty() ? one.under : one.over.zh.empty() ? one.under : one.over;
}

} // namespace photo

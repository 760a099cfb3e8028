using Kolot.Core.Calendars;

namespace Kolot.Core.Tests.Calendars;

public sealed class ServiceHoursChangeTests
{
    [Theory]
    [InlineData("9-18", "09:00-18:00")]
    [InlineData(" 9:30 – 18 ", "09:30-18:00")]
    [InlineData("22:00-02:00+1", "22:00-02:00+1")]
    [InlineData("20:00-00:00", "20:00-24:00")]
    [InlineData("0-24", "00:00-24:00")]
    [InlineData("24:00-25:00", null)]
    [InlineData("9:60-18:00", null)]
    [InlineData("all day", null)]
    public void Hours_are_read_as_people_write_them(string written, string? read) => Assert.Equal(read, Opening.Read(written)?.Code);

    [Theory]
    [InlineData("sunday", "18:00-09:00", "week.sunday reversed")]
    [InlineData("sunday", "10:00-11:00+1", "week.sunday more_than_a_day")]
    [InlineData("sunday", "09:00-13:00,12:00-18:00", "week.sunday overlapping")]
    [InlineData("sunday", "22:00-10:00+1", "week.sunday runs_into_next_day")]
    [InlineData("sunday", "nine", "week.sunday not_hours")]
    [InlineData("shabbat", "09:00-10:00", "week.shabbat unknown")]
    public void What_no_week_can_be_is_refused_at_its_day(string day, string hours, string fault) =>
        Assert.Equal([fault], Faults(new() { Week = new Dictionary<string, IReadOnlyList<string>> { [day] = hours.Split(','), ["monday"] = ["09:00-18:00"] } }));

    [Fact]
    public void Exceptions_and_the_place_are_refused_where_they_stand()
    {
        var draft = new ServiceHoursDraft
        {
            Exceptions = [new("2026-08-02", "2026-08-06", []), new("2026-08-06", null, ["9-12"]), new("2026-13-01", null, []), new("2026-09-10", "2026-09-01", [], new string('a', 201)), new(null, null, [])],
            Holidays = new Dictionary<string, IReadOnlyList<string>> { ["eve"] = ["13-9"], ["birthday"] = [] },
            Sabbath = new(double.NaN, 200, -1),
        };

        Assert.Equal(
            ["exceptions[1].from overlapping", "exceptions[2].from not_a_date", "exceptions[3].until reversed", "exceptions[3].why too_long", "exceptions[4].from required", "holidays.birthday unknown",
                "holidays.eve reversed", "sabbath.candles out_of_range", "sabbath.latitude out_of_range", "sabbath.longitude out_of_range"],
            Faults(draft).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Hours_are_kept_as_JSON_and_are_the_same_again()
    {
        var hours = ServiceHours.Usual with { Exceptions = [new(new(2026, 8, 2), new(2026, 8, 6), [Opening.Hours(9, 12), new(22 * 60, 26 * 60)], "חופשת קיץ")], Sabbath = new(31.7683, 35.2137, 40) };
        var json = ServiceHoursDraft.Write(hours);

        Assert.Equal(json, ServiceHoursDraft.Write(ServiceHoursDraft.Read(json)));
        Assert.Contains("""{"from":"2026-08-02","until":"2026-08-06","hours":["09:00-12:00","22:00-02:00+1"],"why":"חופשת קיץ"}""", json, StringComparison.Ordinal);
        Assert.Contains("\"holidays\":{\"rest\":[],\"eve\":[\"00:00-13:00\"],\"independence\":[]}", json, StringComparison.Ordinal);
        Assert.Null(ServiceHoursDraft.Parse("[]"));
        Assert.Null(ServiceHoursDraft.Parse("{\"week\":null}"));
    }

    private static IEnumerable<string> Faults(ServiceHoursDraft draft) =>
        ((Refusal.Invalid)ServiceHoursChange.Decide(draft).Refusal!).Faults.Select(fault => $"{fault.Field} {fault.Reason}");
}

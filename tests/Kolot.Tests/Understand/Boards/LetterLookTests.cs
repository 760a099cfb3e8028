using System.Net;
using System.Text.RegularExpressions;
using Kolot.Store;
using Kolot.Tests.Listen.VoiceStream;
using Kolot.Tests.Outside.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Understand.Boards;

/// <summary>What a letter says and looks like, as somebody approved it.</summary>
public sealed partial class LetterLookTests
{
    private const string March = "from=2024-03-01&to=2024-03-31";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("he")]
    [InlineData("en")]
    public async Task A_letter_tells_each_tile_in_words_and_in_bars_of_cells(string language)
    {
        await using var server = new FakeMailServer();
        await using var world = await LetterGround.Open(StoreKind.Sqlite, server);
        using var tamar = world.As(Cast.Tamar);
        var board = await Board(world, tamar);
        await using (var directory = world.Services.GetRequiredService<Databases>().OpenDirectory())
            await directory.Users.Where(user => user.Email == Cast.Tamar.Mail).ExecuteUpdateAsync(set => set.SetProperty(user => user.Language, language), Cancel);
        using (var asked = await tamar.Post(board + "/mail/now")) Assert.Equal(HttpStatusCode.SeeOther, asked.StatusCode);

        await LetterGround.Round(world);

        var parts = LetterGround.Parts(server, Cast.Tamar);
        Approval.Holds(Still(parts[0]), $"letter.{language}.approved.txt");
        Approval.Holds(Still(parts[1]), $"letter.{language}.approved.html");
        // Mail programs show no pictures from elsewhere, and run nothing.
        Assert.DoesNotMatch("(?i)<(svg|img|script|link|style)|url\\(", parts[1]);
        Assert.DoesNotContain("<b>", parts[1], StringComparison.Ordinal);
    }

    private static async Task<string> Board(World world, Visitor tamar)
    {
        await world.Hear([
            .. Week(3, 8), .. Week(10, 9), .. Week(17, 9), .. Week(24, 10),
            .. BoardGround.Many(3, new(2024, 3, 12), "haifa-kitchen", 0), .. BoardGround.Many(25, new(2024, 2, 12), "yafo", 3)]);
        var board = await BoardGround.Make(tamar, "בוקר <b>ראשון</b>");
        await BoardGround.Add(tamar, board, $"?measure=nps&{March}");
        await BoardGround.Add(tamar, board, $"?measure=nps&{March}&per=week&unit=haifa", "course");
        await BoardGround.Add(tamar, board, $"?measure=nps&{March}&by=unit", "groups");
        await BoardGround.Add(tamar, board, $"?measure=nps&{March}", "distribution");
        await BoardGround.Add(tamar, board, $"?measure=ces&{March}");
        using var note = await tamar.Post(board + "/tiles/new", ("title", "על מה להסתכל"), ("text", "ביפו הוחלפה מכונת הקפה.\nהאם זה מורגש?"), ("width", "1"));
        Assert.Equal(HttpStatusCode.SeeOther, note.StatusCode);
        return board;

        static object[] Week(int day, int score) => [.. BoardGround.Many(12, new(2024, 3, day), "haifa", score), .. BoardGround.Many(8, new(2024, 3, day), "yafo", 5)];
    }

    // What is another each time: ids, and the day it is counted on.
    private static string Still(string text) => Today().Replace(Id().Replace(text, "…"), "TODAY");

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}")]
    private static partial Regex Id();

    [GeneratedRegex(@"(?<=(·|&#183;) )(\d\d\.\d\d\.20(?!24)\d\d|\d{1,2} \w{3} 20(?!24)\d\d)")]
    private static partial Regex Today();
}

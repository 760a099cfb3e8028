using Kolot.Tests.Surviving;

namespace Kolot.Tests.Running;

[Collection(Processes.Name)]
public sealed class SettingsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("kolot-settings-").FullName;

    [Theory]
    [InlineData("KOLOT_STORE__DURABILITY", "maybe", "Store:Durability", "one of Full, Off")]
    [InlineData("KOLOT_STORE__WAITING", "0", "Store:Waiting", "between 1 and")]
    [InlineData("KOLOT_STORE__POSTGRES", "nonsense", "Store:Postgres", "Not a connection string")]
    [InlineData("KOLOT_STORE__POSTGRES", "Host=127.0.0.1;Port=1;Username=nobody", "Store:Postgres", "cannot be reached")]
    [InlineData("KOLOT_STORE__SCHEMA", "customer_experience_production", "Store:Schema", "Not a schema")]
    [InlineData("KOLOT_STORE__SCHEMA", "customerexperienceofacity", "Store:Schema", "Not a schema")]
    [InlineData("KOLOT_STORE__SCHEMA", "kolot_a", "Store:Schema", "Not a schema")]
    [InlineData("KOLOT_LIMITS__REQUESTSPERSECOND", "many", "Limits:RequestsPerSecond", "a whole number")]
    [InlineData("KOLOT_ADDRESS", "ftp://here", "Address", "not an address")]
    [InlineData("KOLOT_PUBLICADDRESS", "voices", "PublicAddress", "not an address")]
    [InlineData("KOLOT_BACKUPS__AT", "25:00", "Backups:At", "a time of day")]
    [InlineData("KOLOT_BACKUPS__ZONE", "Asia/Nowhere", "Backups:Zone", "not a time zone")]
    [InlineData("KOLOT_BACKUPS__FOLDER", "backups", "Backups:Folder", "not a whole path")]
    public async Task A_setting_that_cannot_be_is_named_in_one_line_and_the_house_does_not_open(string name, string value, string setting, string why)
    {
        await using var node = Node.Launch([("KOLOT_STORE__FOLDER", folder), (name, value)]);
        await node.WaitForEnd();

        Assert.Equal(1, node.ExitCode);
        var line = Assert.Single(node.Said.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith($"Kolot cannot start. {setting} ({name})", line, StringComparison.Ordinal);
        Assert.Contains(why, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_in_the_data_folder_is_read_the_environment_goes_before_it_and_what_is_unknown_is_told()
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "kolot.json"), """{ "Limits": { "PostsPerMinute": 0, "RequestPerSecond": 5 } }""", TestContext.Current.CancellationToken);
        await using var bad = Node.Launch([("KOLOT_STORE__FOLDER", folder), ("KOLOT_COLOUR", "blue")]);
        await bad.WaitForEnd();

        Assert.Equal(1, bad.ExitCode);
        Assert.Contains("no setting 'Limits:RequestPerSecond'", bad.Said, StringComparison.Ordinal);
        Assert.Contains("no setting 'COLOUR'", bad.Said, StringComparison.Ordinal);
        Assert.Contains("Limits:PostsPerMinute (KOLOT_LIMITS__POSTSPERMINUTE)", bad.Said, StringComparison.Ordinal);

        await using var good = Node.Launch([("KOLOT_STORE__FOLDER", folder), ("KOLOT_LIMITS__POSTSPERMINUTE", "5")]);
        for (var tries = 0; tries < 3000 && !good.HasEnded && !HasOpened(good); tries++) await Task.Delay(20, TestContext.Current.CancellationToken);
        Assert.True(HasOpened(good), good.Said);
    }

    [Fact]
    public async Task What_the_tests_the_bench_and_the_script_are_told_by_the_environment_is_no_unknown_setting()
    {
        await using var node = Node.Launch(
        [
            ("KOLOT_STORE__FOLDER", folder), ("KOLOT_STORE__WAITING", "0"),
            ("KOLOT_TEST_POSTGRES", "Host=nowhere"), ("KOLOT_TEST_NOW", "2027-01-01"), ("KOLOT_BENCH_POSTGRES", "Host=nowhere"), ("KOLOT_BENCH_ROUNDS", "3"), ("KOLOT_CHROMIUM", "/usr/bin/chromium"),
        ]);
        await node.WaitForEnd();

        Assert.Single(node.Said.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task A_house_that_runs_watches_no_folder_so_that_what_is_kept_in_one_costs_nothing_more()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "What a process watches can be read on Linux.");
        await using var node = Node.Launch([("KOLOT_STORE__FOLDER", folder)]);
        for (var tries = 0; tries < 3000 && !node.HasEnded && !HasOpened(node); tries++) await Task.Delay(20, TestContext.Current.CancellationToken);
        Assert.True(HasOpened(node), node.Said);

        var watched = Directory.EnumerateFiles($"/proc/{node.Id}/fdinfo").SelectMany(Lines).Where(line => line.StartsWith("inotify", StringComparison.Ordinal));
        Assert.Empty(watched);
    }

    // What is open may be closed while one looks.
    private static string[] Lines(string file)
    {
        try
        {
            return File.ReadAllLines(file);
        }
        catch (IOException)
        {
            return [];
        }
    }

    private static bool HasOpened(Node node) => node.Said.Contains("Application started", StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(folder, recursive: true);
}

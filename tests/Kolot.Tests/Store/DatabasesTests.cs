using Kolot.Store;
using Microsoft.Extensions.Options;

namespace Kolot.Tests.Store;

public sealed class DatabasesTests
{
    [Fact]
    public void A_folder_that_is_made_for_customers_words_is_open_to_nobody_else_on_the_machine()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows keeps such rights in another way.");
        var above = Directory.CreateTempSubdirectory("kolot-");
        var folder = Path.Combine(above.FullName, "data");
        using (var databases = new Databases(Options.Create(new StoreSettings { Folder = folder }))) Assert.Equal(StoreKind.Sqlite, databases.Kind);

        foreach (var made in new[] { folder, Path.Combine(folder, "organisations") })
            if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(made));
        above.Delete(recursive: true);
    }
}

using System.Collections.Frozen;
using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace Kolot.Shell;

/// <summary>What a browser fetches beside the page: one stylesheet, small modules, signs. Read once, compressed once, kept in memory.</summary>
public static class Asset
{
    private static readonly FrozenDictionary<string, Held> All = Load();

    /// <summary>The address of an asset, changing with its content, hence cacheable for good.</summary>
    public static string Url(string name) => $"/assets/{name}?v={All[name].Hash}";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/assets/{name}", ["GET", "HEAD"], Send).AllowAnonymous();
        routes.MapGet("/favicon.ico", () => Results.Redirect(Url("favicon.svg"), permanent: false)).AllowAnonymous();
    }

    internal static IResult Send(string name, HttpContext context)
    {
        if (!All.TryGetValue(name, out var asset)) return Results.NotFound();

        var headers = context.Response.Headers;
        var named = context.Request.Query["v"] == asset.Hash;
        headers.CacheControl = named ? "public, max-age=31536000, immutable" : "public, no-cache";
        headers.Vary = "Accept-Encoding";

        var (coding, content) = asset.For(context.Request.Headers.AcceptEncoding.ToString());
        if (coding.Length > 0) headers.ContentEncoding = coding;
        return Results.Bytes(content, asset.Type, entityTag: new EntityTagHeaderValue($"\"{asset.Hash}{coding}\""));
    }

    private static FrozenDictionary<string, Held> Load()
    {
        var house = typeof(Asset).Assembly;
        var names = house.GetManifestResourceNames().Order(StringComparer.Ordinal).ToList();

        // The shell's own sheets first, in the order of their names; those of single pages follow.
        var sheets = names.Where(name => name.StartsWith("css:", StringComparison.Ordinal))
            .OrderBy(name => !name.StartsWith("css:Shell/", StringComparison.Ordinal))
            .Select(name => Read(house, name));

        var assets = names.Where(name => name.StartsWith("asset:", StringComparison.Ordinal))
            .ToDictionary(name => name["asset:".Length..], name => Read(house, name));
        assets["kolot.css"] = string.Concat(sheets);

        return assets.ToFrozenDictionary(pair => pair.Key, pair => new Held(pair.Key, pair.Value), StringComparer.Ordinal);
    }

    private static string Read(Assembly house, string name)
    {
        using var stream = house.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The asset {name} is listed but not there.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private sealed class Held
    {
        private readonly byte[] plain;
        private readonly byte[] brotli;
        private readonly byte[] gzip;

        public Held(string name, string text)
        {
            plain = Encoding.UTF8.GetBytes(text);
            brotli = Pack(into => new BrotliStream(into, CompressionLevel.SmallestSize));
            gzip = Pack(into => new GZipStream(into, CompressionLevel.SmallestSize));
            Hash = Convert.ToHexStringLower(SHA256.HashData(plain))[..12];
            Type = Path.GetExtension(name) switch
            {
                ".css" => "text/css; charset=utf-8",
                ".js" => "text/javascript; charset=utf-8",
                ".svg" => "image/svg+xml; charset=utf-8",
                _ => "application/octet-stream",
            };
        }

        public string Hash { get; }

        public string Type { get; }

        public (string Coding, byte[] Content) For(string accepted) =>
            accepted.Contains("br", StringComparison.OrdinalIgnoreCase) ? ("br", brotli)
            : accepted.Contains("gzip", StringComparison.OrdinalIgnoreCase) ? ("gzip", gzip)
            : ("", plain);

        private byte[] Pack(Func<Stream, Stream> packer)
        {
            using var into = new MemoryStream();
            using (var stream = packer(into)) stream.Write(plain);
            return into.ToArray();
        }
    }
}

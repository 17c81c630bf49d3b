using static AssetLibrary.Web.Imaging.Libvips.VipsCalls;

namespace AssetLibrary.Web.Imaging.Libvips;

/// <summary>One call of a libvips operation: name its arguments, then ask for the result, once.</summary>
internal sealed unsafe class VipsOperation : IDisposable
{
    private readonly string _name;
    private nint _operation;

    public VipsOperation(string name)
    {
        _name = name;
        _operation = vips_operation_new(name);
        if (_operation == 0)
        {
            throw new VipsException(name, VipsLibrary.TakeError());
        }
    }

    public VipsOperation Set(string argument, int number)
    {
        GValue value = default;
        g_value_init(&value, Int);
        g_value_set_int(&value, number);
        return Put(argument, &value);
    }

    public VipsOperation Set(string argument, double number)
    {
        GValue value = default;
        g_value_init(&value, VipsCalls.Double);
        g_value_set_double(&value, number);
        return Put(argument, &value);
    }

    public VipsOperation Set(string argument, bool flag)
    {
        GValue value = default;
        g_value_init(&value, VipsCalls.Boolean);
        g_value_set_boolean(&value, flag ? 1 : 0);
        return Put(argument, &value);
    }

    public VipsOperation Set(string argument, string text)
    {
        GValue value = default;
        g_value_init(&value, VipsCalls.String);
        g_value_set_string(&value, text);
        return Put(argument, &value);
    }

    public VipsOperation Set(string argument, VipsImage image) => SetObject(argument, vips_image_get_type(), image);

    public VipsOperation Set(string argument, VipsSource source) => SetObject(argument, vips_source_get_type(), source);

    public VipsOperation Set(string argument, ReadOnlySpan<double> numbers)
    {
        GValue value = default;
        g_value_init(&value, vips_array_double_get_type());
        fixed (double* first = numbers)
        {
            var array = vips_array_double_new(first, numbers.Length);
            g_value_set_boxed(&value, array);
            vips_area_unref(array);
        }
        return Put(argument, &value);
    }

    /// <summary>One of the words of an enumeration, or several flags with colons between.</summary>
    public VipsOperation Choose(string argument, string word)
    {
        RequireArgument(argument);
        return vips_object_set_argument_from_string(_operation, argument, word) == 0
            ? this
            : throw new VipsException(_name, VipsLibrary.TakeError());
    }

    public VipsImage Image()
    {
        Run();
        GValue value = default;
        g_value_init(&value, vips_image_get_type());
        g_object_get_property(_operation, "out", &value);
        var image = g_value_dup_object(&value);
        g_value_unset(&value);
        return new VipsImage(image);
    }

    /// <summary>For operations whose result is a file.</summary>
    public void Run()
    {
        var built = vips_cache_operation_build(_operation);
        if (built == 0)
        {
            throw new VipsException(_name, VipsLibrary.TakeError());
        }
        g_object_unref(_operation);
        _operation = built;
    }

    public void Dispose()
    {
        if (_operation != 0)
        {
            vips_object_unref_outputs(_operation);
            g_object_unref(_operation);
            _operation = 0;
        }
    }

    private VipsOperation SetObject(string argument, nuint type, VipsReference reference)
    {
        GValue value = default;
        g_value_init(&value, type);
        g_value_set_object(&value, reference.Target);
        return Put(argument, &value);
    }

    private VipsOperation Put(string argument, GValue* value)
    {
        try
        {
            RequireArgument(argument);
            g_object_set_property(_operation, argument, value);
            return this;
        }
        finally
        {
            g_value_unset(value);
        }
    }

    // g_object_set_property only logs an unknown name, and an operation built half-filled can crash the process.
    private void RequireArgument(string argument)
    {
        var objectClass = *(nint*)_operation;
        if (g_object_class_find_property(objectClass, argument) == 0)
        {
            throw new VipsException(_name, $"no argument {argument}");
        }
    }
}
